import { diagnostic, distance } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ExpressionText, LoadedDocument } from '../documents/index.ts';
import { createOwners } from './document-owners.ts';
import { mentionsIn, namesIn } from './mentions.ts';

/**
 * Where several places name something that is not there, and nobody names something that is almost called so, the
 * definition is what is misspelt: one problem there, instead of one at each of these places.
 */
export function atDefinitions(
  found: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
): readonly Diagnostic[] {
  if (!found.some(isUnknown)) return found;
  const ownerOf = createOwners(documents);
  const uses = usesIn(documents);
  const mentions = new Map(found.map(problem => [problem, mentionsIn(ownerOf(problem), problem)]));
  const misspelt = definitionsIn(documents)
    .filter(({ name }) => uses(name) === 1)
    .flatMap(definition => {
      const meant = found
        .filter(isUnknown)
        .flatMap(problem => mentions.get(problem) ?? [])
        .flatMap(mention => spellingOf(mention, definition.name) ?? [])
        .find(name => uses(name) > 1);
      return meant === undefined ? [] : [{ ...definition, meant }];
    });
  if (misspelt.length === 0) return found;
  const names = misspelt.map(({ meant }) => meant);
  const follows = (problem: Diagnostic) =>
    mentions.get(problem)?.some(mention => names.some(name => covers(mention, name))) === true;
  return [...found.filter(problem => !follows(problem)), ...misspelt.map(reportAt)];
}

const isUnknown = ({ code }: Diagnostic) =>
  code.startsWith('name-unknown') || code.startsWith('aggregate-') || code === 'value-not-listed';

interface Definition {
  readonly name: string;
  readonly document: LoadedDocument;
  readonly text: ExpressionText;
}

/** Ids of documents, and the keys of fields that give names. */
function definitionsIn(documents: readonly LoadedDocument[]): readonly Definition[] {
  return documents.flatMap(document => {
    const at = (name: string, text: ExpressionText | undefined) =>
      text === undefined ? [] : [{ name, document, text }];
    const inside = (DEFINING[document.kind] ?? []).flatMap(field => {
      const names: unknown = Reflect.get(document.value, field);
      return typeof names === 'object' && names !== null
        ? Object.keys(names).flatMap(name => at(name, document.locate([field, name]).key))
        : [];
    });
    return [...at(document.id, document.locate(['id']).expression), ...inside];
  });
}

/** Fields whose keys are names that others use. */
const DEFINING: Readonly<Record<string, readonly string[]>> = {
  event: ['attributes'],
  mission: ['fixed'],
  policy: ['categories', 'budgets'],
  tier: ['levels'],
};

/** The part of a mention that may be the definition's name, spelt right. */
function spellingOf(mention: string, name: string): string | undefined {
  const length = name.split('.').length;
  const parts = mention.split('.');
  const candidates = [parts.slice(0, length), parts.slice(-length)].map(words => words.join('.'));
  return candidates.find(candidate => {
    const letters = distance(candidate, name);
    return letters > 0 && letters <= (Math.min(name.length, candidate.length) < 2 ? 0 : 1);
  });
}

const covers = (mention: string, name: string) =>
  mention === name || mention.startsWith(`${name}.`) || mention.endsWith(`.${name}`);

/** How often a name stands in the documents, in whatever text or key; parts of longer names and titles count too. */
function usesIn(documents: readonly LoadedDocument[]): (name: string) => number {
  const counts = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const name of namesIn(value)) addParts(name, add);
      if (value.includes(' ')) add(value.toLowerCase().replaceAll(/\W+/g, '_'));
    } else if (typeof value === 'object' && value !== null) {
      if (!Array.isArray(value)) for (const key of Object.keys(value)) addParts(key, add);
      Object.values(value).forEach(visit);
    }
  };
  for (const { value } of documents) visit(value);
  return name => counts.get(name) ?? 0;
}

/** `usage.data.up` is a use of `usage.data` and of `up` too. */
function addParts(name: string, add: (name: string) => void): void {
  const parts = name.split('.');
  const seen = new Set<string>();
  for (let start = 0; start < parts.length; start += 1) {
    for (let end = start + 1; end <= parts.length; end += 1) seen.add(parts.slice(start, end).join('.'));
  }
  seen.forEach(add);
}

function reportAt({ name, meant, document, text }: Definition & { readonly meant: string }): Diagnostic {
  return diagnostic('name-unknown', {
    file: document.file,
    range: text.rangeIn(0, text.text.length),
    message: `Nothing names \`${name}\`, but \`${meant}\` is named and does not exist — did you mean \`${meant}\` here?`,
    fixes: [{ title: `Write \`${meant}\``, edits: [text.edit(0, text.text.length, meant)] }],
  });
}
