import { diagnostic, distance } from '../../diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.ts';
import type { ExpressionText, LoadedDocument } from '../../documents/index.ts';
import { createOwners } from './document-owners.ts';
import { mentionsIn, namesIn } from './mentions.ts';

/**
 * Where several places name something that is not there, and nobody names something that is almost called so, the
 * definition is what is misspelt: one problem there, instead of one at each of these places. So it is where one place
 * names it, in a word that the documents use elsewhere, while the definition's is found nowhere else.
 */
export function atDefinitions(
  found: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
): readonly Diagnostic[] {
  const unknown = found.filter(isUnknown);
  if (unknown.length === 0) return found;
  const ownerOf = createOwners(documents);
  const { uses, usesOfWord } = usesIn(documents);
  const mentions = new Map(found.map(problem => [problem, new Set(mentionsIn(ownerOf(problem), problem))]));
  const mentionsOf = createMentionsOf(unknown.map(problem => mentions.get(problem) ?? new Set()));
  const misspelt = definitionsIn(documents)
    .filter(({ name }) => uses(name) <= 1)
    .flatMap(definition => {
      const meant = mentionsOf(definition)
        .flatMap(mention => spellingOf(mention, definition.name) ?? [])
        .find(name => uses(name) > 1 || isStranger(definition.name, name, usesOfWord));
      return meant === undefined ? [] : [{ ...definition, meant }];
    });
  if (misspelt.length === 0) return found;
  const names = misspelt.map(({ meant }) => meant);
  const follows = (problem: Diagnostic) =>
    [...(mentions.get(problem) ?? [])].some(mention => names.some(name => covers(mention, name)));
  return [...found.filter(problem => !follows(problem)), ...misspelt.map(reportAt)];
}

/**
 * What the problems mention that a definition may have been meant by: a listed value is looked for only where its
 * attribute is spoken of. Problems of one text mention the same again and again, and definitions are many.
 */
function createMentionsOf(
  problems: readonly ReadonlySet<string>[],
): (definition: Definition) => readonly string[] {
  const known = new Map<string | undefined, readonly string[]>();
  return ({ attribute }) => {
    const mentions = known.get(attribute) ?? [
      ...new Set(
        problems
          .filter(own => attribute === undefined || [...own].some(mention => covers(mention, attribute)))
          .flatMap(own => [...own]),
      ),
    ];
    known.set(attribute, mentions);
    return mentions;
  };
}

/** Whether the words in which a name differs from another stand nowhere else, and the other's do. */
function isStranger(name: string, other: string, uses: (word: string) => number): boolean {
  const [words, others] = [wordsOf(name), wordsOf(other)];
  if (words.length !== others.length) return false;
  const differ = words.flatMap((word, index) =>
    word === others[index] ? [] : [[word, others[index] ?? ''] as const],
  );
  return differ.length > 0 && differ.every(([word, known]) => uses(word) <= 1 && uses(known) > 1);
}

const wordsOf = (name: string) => name.toLowerCase().split(/[._]/);

const isUnknown = ({ code }: Diagnostic) =>
  code.startsWith('name-unknown') || code.startsWith('aggregate-') || ABOUT_NAMES.has(code);

const ABOUT_NAMES: ReadonlySet<DiagnosticCode> = new Set(['value-not-listed', 'argument-wrong']);

interface Definition {
  readonly name: string;
  /** The attribute that the name is a value of. */
  readonly attribute?: string;
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
    return [...at(document.id, document.locate(['id']).expression), ...inside, ...listedValues(document)];
  });
}

/** The texts that an event's attributes can be. */
function listedValues(document: LoadedDocument): readonly Definition[] {
  if (document.kind !== 'event') return [];
  return Object.entries(document.value.attributes ?? {}).flatMap(([attribute, values]) =>
    !isList(values)
      ? []
      : values.flatMap((name, index) => {
          const text = document.locate(['attributes', attribute, index]).expression;
          return text === undefined ? [] : [{ name, attribute, document, text }];
        }),
  );
}

const isList = (values: unknown): values is readonly string[] => Array.isArray(values);

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
  // Two values of a list between which the comma is missing.
  if (name.split(' ').includes(mention)) return mention;
  return candidates.find(candidate => {
    // Most are so far from each other that their lengths tell.
    if (Math.abs(candidate.length - name.length) > 1) return false;
    const letters = distance(candidate, name);
    return letters > 0 && letters <= (Math.max(name.length, candidate.length) < 2 ? 0 : 1);
  });
}

const covers = (mention: string, name: string) =>
  mention === name || mention.startsWith(`${name}.`) || mention.endsWith(`.${name}`);

interface Uses {
  /** How often a name stands in the documents, in whatever text or key; parts of longer names and titles count too. */
  readonly uses: (name: string) => number;
  /** The same for a word of names and sentences. */
  readonly usesOfWord: (word: string) => number;
}

function usesIn(documents: readonly LoadedDocument[]): Uses {
  const counts = new Map<string, number>();
  const words = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const addName = (name: string) => {
    addParts(name, add);
    for (const word of new Set(wordsOf(name))) words.set(word, (words.get(word) ?? 0) + 1);
  };
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const name of namesIn(value)) addName(name);
      if (value.includes(' ')) add(value.toLowerCase().replaceAll(/\W+/g, '_'));
    } else if (typeof value === 'object' && value !== null) {
      if (!Array.isArray(value)) for (const key of Object.keys(value)) addName(key);
      Object.values(value).forEach(visit);
    }
  };
  for (const { value } of documents) visit(value);
  return { uses: name => counts.get(name) ?? 0, usesOfWord: word => words.get(word) ?? 0 };
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
  const place = { file: document.file, range: text.rangeIn(0, text.text.length) };
  if (name.split(' ').includes(meant)) {
    return diagnostic('name-unknown', {
      ...place,
      message: `\`${name}\` is one value here, but \`${meant}\` is named and does not exist: a comma is missing.`,
    });
  }
  return diagnostic('name-unknown', {
    ...place,
    message: `Nothing names \`${name}\`, but \`${meant}\` is named and does not exist — did you mean \`${meant}\` here?`,
    fixes: [{ title: `Write \`${meant}\``, edits: [text.edit(0, text.text.length, meant)] }],
  });
}
