import type { LoadedDocument } from '../documents/index.ts';
import type { Change } from './change.ts';
import { createDependents } from './dependents.ts';
import { leavesOf } from './leaves.ts';
import { audienceOf, listed, nameOf, tell } from './tell.ts';

/** What was read of the rules; their compiled form is not needed, so that faulty drafts can be compared too. */
export interface ReadRules {
  readonly documents: readonly LoadedDocument[];
}

/**
 * What changes from one set of rules to another, a sentence each, in the order of kinds and names. Layout, comments and
 * spelling change nothing; tests of rules are not told.
 * @example compare(compileFiles(old), compileFiles(new)).map(change => change.sentence)
 */
export function compare(before: ReadRules, after: ReadRules): readonly Change[] {
  const old = before.documents.filter(isRule);
  const now = after.documents.filter(isRule);
  const pairs = pairsOf(old, now);
  const dependentsBefore = createDependents(before.documents);
  const dependentsAfter = createDependents(after.documents);
  const matched = new Set(pairs.values());
  return [
    ...now
      .filter(document => !pairs.has(document))
      .map(document => added(document, dependentsAfter(document))),
    ...old
      .filter(document => !matched.has(document))
      .map(document => removed(document, dependentsBefore(document))),
    ...[...pairs].flatMap(([document, former]) => changesOf(former, document, dependentsAfter(document))),
  ].sort(byRule);
}

const isRule = ({ kind }: LoadedDocument) => kind !== 'test';
const ruleOf = ({ kind, id }: LoadedDocument) => `${kind}.${id}`;
const byRule = (one: Change, other: Change) => (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0);

/** Each rule that stays, with what it was: of the same id, a former id, or the only policy. */
function pairsOf(
  old: readonly LoadedDocument[],
  now: readonly LoadedDocument[],
): ReadonlyMap<LoadedDocument, LoadedDocument> {
  const byName = new Map(old.map(document => [ruleOf(document), document]));
  const policy = old.find(({ kind }) => kind === 'policy');
  const free = new Set(old);
  const pairs = new Map<LoadedDocument, LoadedDocument>();
  const pair = (document: LoadedDocument, former: LoadedDocument | undefined) => {
    if (pairs.has(document) || former === undefined || !free.delete(former)) return;
    pairs.set(document, former);
  };
  for (const document of now) pair(document, byName.get(ruleOf(document)));
  for (const document of now) {
    for (const id of formerIds(document)) pair(document, byName.get(`${document.kind}.${id}`));
    if (document.kind === 'policy') pair(document, policy);
  }
  for (const document of now)
    pair(
      document,
      [...free].find(former => isSameButForId(former, document)),
    );
  return pairs;
}

/** A rule that is as it was, under another id. */
function isSameButForId(former: LoadedDocument, document: LoadedDocument): boolean {
  if (former.kind !== document.kind) return false;
  const [old, now] = [former, document].map(rule => JSON.stringify({ ...rule.value, id: '', was: [] }));
  return old === now;
}

function formerIds({ value }: LoadedDocument): readonly string[] {
  return 'was' in value && Array.isArray(value.was) ? value.was : [];
}

function added(document: LoadedDocument, affects: readonly string[]): Change {
  const description = document.value.description === undefined ? '' : ` ${document.value.description}`;
  const sentence = `New ${document.kind}: ${document.name}${audienceOf(document)}.${description}`;
  return { kind: 'added', rule: ruleOf(document), sentence, affects };
}

function removed(document: LoadedDocument, affects: readonly string[]): Change {
  const sentence = `The ${document.kind} ${document.name}${audienceOf(document)} is removed.`;
  return { kind: 'removed', rule: ruleOf(document), sentence, affects };
}

function changesOf(
  before: LoadedDocument,
  after: LoadedDocument,
  affects: readonly string[],
): readonly Change[] {
  const rule = ruleOf(after);
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const renamed: Change = {
    kind: 'renamed',
    rule,
    before: before.id,
    after: after.id,
    sentence: `${nameOf(after)} has the id ${after.id} instead of ${before.id}${holdersOf(before, after)}.`,
    affects,
  };
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter(
    path => !UNTOLD.has(path) && !isCase(path),
  );
  const changes = paths.flatMap((path): readonly Change[] => {
    const [one, other] = [old.get(path), now.get(path)];
    if (one?.text === other?.text) return [];
    return [
      {
        kind: 'changed',
        rule,
        path: (other ?? one)?.path.join('.') ?? '',
        ...(one === undefined ? {} : { before: one.text }),
        ...(other === undefined ? {} : { after: other.text }),
        sentence: sentenceOf(path, before, after) ?? tell(after, one, other),
        affects: TEXT_ALONE.has(path) ? [] : affects,
      },
    ];
  });
  return [...(before.id === after.id ? [] : [renamed]), ...changes, ...orderChanges(before, after, rule)];
}

/** `was` says how to read the change, and is none. */
const UNTOLD: ReadonlySet<string> = new Set(['kind', 'id', 'was']);
/** A row of a table goes by its case, so that another case is another row. */
const isCase = (path: string) => /^rows\n[^\n]*\nwhen(\n|$)/.test(path);
const TEXT_ALONE: ReadonlySet<string> = new Set(['name', 'description', 'tags']);

function sentenceOf(path: string, before: LoadedDocument, after: LoadedDocument): string | undefined {
  if (path === 'name') return `The ${after.kind} ${before.name} is now called ${after.name}.`;
  return path === 'description' ? `${nameOf(after)} is described anew.` : undefined;
}

/** What becomes of that which customers have of a rule whose id changes. */
function holdersOf(before: LoadedDocument, after: LoadedDocument): string {
  if (after.kind !== 'mission' && after.kind !== 'badge' && after.kind !== 'tier') return '';
  return formerIds(after).includes(before.id)
    ? '; what customers have of it is kept'
    : '; `was` does not say so, so customers begin anew';
}

/** The fields whose order decides: the first that holds counts, or lower comes first. */
const ORDERED: readonly (readonly [string, string])[] = [
  ['mission', 'variants'],
  ['mission', 'steps'],
  ['tier', 'levels'],
];

function orderChanges(before: LoadedDocument, after: LoadedDocument, rule: string): readonly Change[] {
  return ORDERED.flatMap(([kind, field]): readonly Change[] => {
    if (kind !== after.kind) return [];
    const [old, now] = [before, after].map(document => namesUnder(document, field));
    if (old === undefined || now === undefined) return [];
    const stayed = now.filter(name => old.includes(name));
    if (stayed.join('\n') === old.filter(name => now.includes(name)).join('\n')) return [];
    const sentence = `${nameOf(after)}'s ${field} come in another order: ${listed(now)}.`;
    return [
      {
        kind: 'changed',
        rule,
        path: field,
        before: old.join(', '),
        after: now.join(', '),
        sentence,
        affects: [],
      },
    ];
  });
}

function namesUnder(document: LoadedDocument, field: string): readonly string[] {
  const names = [...leavesOf(document).values()].filter(({ path }) => path[0] === field && path.length > 1);
  return [...new Set(names.map(({ path }) => path[1] ?? ''))];
}
