import { suggest } from '../../dsl/diagnostics/index.ts';
import { loadDocuments } from '../../dsl/documents/index.ts';
import type { LoadedDocument } from '../../dsl/documents/index.ts';
import type { RuleFile } from '../../dsl/index.ts';

/** The rules that may have been meant by a word that names none, as they are asked for, best first. */
export function likelyRules(word: string, files: readonly RuleFile[]): readonly string[] {
  const names = loadDocuments(files).documents.flatMap(namesOf);
  const bare = names.filter(name => name.slice(name.indexOf('.') + 1) === word);
  return [...bare, ...suggest(word, names, { limit: 10 })];
}

function namesOf(document: LoadedDocument): readonly string[] {
  const name = `${document.kind}.${document.id}`;
  if (document.kind !== 'badge') return [name];
  return [name, ...Object.keys(document.value.levels).map(level => `${name}:${level}`)];
}
