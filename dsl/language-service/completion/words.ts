import type { TypeName } from '../../program/logic.ts';
import { phraseOf } from '../../types/types.ts';

/** "a data volume, may be missing": what a name gives, in a few words. */
export function typeWords(type: TypeName, missing = false): string {
  return missing ? `${phraseOf(type)}, may be missing` : phraseOf(type);
}

/** The doc of a table row as markdown, with its example. */
export function rowDoc({ doc, example }: { readonly doc: string; readonly example: string }): string {
  return `${doc}\n\n\`${example}\``;
}
