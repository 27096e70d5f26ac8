import type { Range } from '../../../../dsl/index.ts';

/** The author's text at a place of `rules.yaml`, as YAML reads it from quotes. */
export function textIn(text: string, { start, end }: Range): string {
  const found = text.slice(start.offset, end.offset).replaceAll('\\"', '"');
  return found.startsWith('"') && found.endsWith('"') && found.includes(' ') ? found.slice(1, -1) : found;
}
