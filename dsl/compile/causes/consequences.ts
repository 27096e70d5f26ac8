import { distance } from '../../diagnostics/index.ts';
import { isMisreading } from '../../diagnostics/order.ts';
import type { Diagnostic, DiagnosticCode, Range } from '../../diagnostics/index.ts';
import type { DocumentKind, FaultyDocument, LoadedDocument, LoadedDocuments } from '../../documents/index.ts';
import { createOwners, meets } from './document-owners.ts';
import { mentionsIn } from './mentions.ts';
import { ownValue } from '../../program/own-value.ts';

/**
 * Leaves out what only follows from another mistake: where a document cannot be relied on, whoever names what it
 * defines is not wrong for that. `found` are the problems of names, types and meaning, all others stay as they are.
 */
export function withoutConsequences(
  found: readonly Diagnostic[],
  { documents, faulty, diagnostics: structural }: LoadedDocuments,
): readonly Diagnostic[] {
  if (found.length === 0) return found;
  const ownerOf = createOwners(documents);
  const doubts = structural.filter(isError).map(problem => doubtOf(problem, ownerOf(problem)));
  const lost = faulty.map(doubtOfLost);
  const certain: Diagnostic[] = [];
  const causes: Doubt[] = [...doubts, ...lost].filter(doubt => doubt !== undefined);
  const waiting = found.map((problem): Waiting => {
    const owner = ownerOf(problem);
    // Each once, where it stands last: the last tells what the problem is about.
    const mentions = [...new Set(mentionsIn(owner, problem).toReversed())].toReversed();
    return { problem, owner, mentions, isUnknown: isNaming(problem.code) && !isSlip(problem, mentions) };
  });
  // A definition is judged before those who name it, whatever the order in which they were found.
  for (const told of waiting.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const { problem, owner } = told;
    const follows = causes.some(cause => explains(cause, told));
    if (!follows) certain.push(problem);
    // What cannot be worked out for another's mistake is itself nothing to rely on.
    const doubt = isError(problem) ? doubtOf(problem, owner) : undefined;
    if (doubt !== undefined) causes.push(doubt);
  }
  const kept = new Set(certain);
  return found.filter(problem => kept.has(problem));
}

/** What a mistake makes unreliable. */
interface Doubt {
  /** The document that it stands in; absent where that is lost. */
  readonly owner: LoadedDocument | undefined;
  readonly range?: Range;
  /** Names that anybody may use. */
  readonly names: readonly string[];
  /** Names of the document's own. */
  readonly own: readonly string[];
  /** What the document is called cannot be read: it may be any name that its kind gives. */
  readonly anyName: boolean;
  /** An id that is written wrongly: what is called almost so may be the document. */
  readonly wrongId?: string;
  /** The kind of the document; absent where that cannot be read. */
  readonly kind: DocumentKind | undefined;
  /** Whether the text itself cannot be read, or not as what it should be. */
  readonly isUnread: boolean;
  /** Parts of the document are left out, and with them what they would have brought. */
  readonly incomplete: boolean;
}

function doubtOf(problem: Diagnostic, owner: LoadedDocument | undefined): Doubt | undefined {
  if (owner === undefined) return undefined;
  const { range } = problem;
  const touched = fieldAt(owner, range);
  // A field that is known brings no names but its own: what is wrong inside it leaves out nothing else.
  const isOfField = touched !== undefined && touched !== OWN[owner.kind];
  const leavesOut = problem.code.startsWith('schema-') && !owner.complete && !isOfField;
  const incomplete = isMisreading(problem) || leavesOut;
  return {
    owner,
    range,
    names: [
      // An id of two words may be one that was typed twice.
      ...(DEFINES_ITSELF.has(owner.kind) || touched === 'id' ? [owner.id, ...owner.id.split(' ')] : []),
      ...(incomplete
        ? Object.values(LISTS[owner.kind] ?? {}).flat()
        : (ownValue(LISTS[owner.kind], touched ?? '') ?? [])),
    ],
    own: ownNames(owner)
      .filter(path => touches(owner, path, range))
      .map(([, name]) => name),
    anyName: false,
    ...(touched === 'id' && problem.code === 'schema-spelling' ? { wrongId: owner.id } : {}),
    kind: owner.kind,
    isUnread: isMisreading(problem) || problem.code.startsWith('schema-'),
    incomplete,
  };
}

/** What a document defines for itself, by the field that does. */
function ownNames(owner: LoadedDocument): readonly (readonly [field: string, name: string])[] {
  const field = OWN[owner.kind];
  const names: unknown = field === undefined ? undefined : Reflect.get(owner.value, field);
  if (field === undefined || typeof names !== 'object' || names === null) return [];
  return Object.keys(names).map(name => [field, name] as const);
}

const OWN: Readonly<Record<string, string>> = { mission: 'fixed', event: 'attributes' };

const DEFINES_ITSELF: ReadonlySet<string> = new Set([
  'event', 'metric', 'segment', 'score', 'parameter', 'table',
]); // prettier-ignore

/** Names under which other documents meet what a field lists. */
const LISTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  policy: { categories: ['category'], budgets: ['budget'] },
  tier: { levels: ['tier'] },
};

function doubtOfLost({ kind, id, name }: FaultyDocument): Doubt {
  const listed = Object.values(LISTS[kind ?? ''] ?? {}).flat();
  const anyName = id === undefined || id === '' || kind === undefined;
  return {
    owner: undefined,
    names: [
      ...(id === undefined ? [] : [id, ...id.split(' ')]),
      ...(name === undefined ? [] : [name.toLowerCase().replaceAll(/\W+/g, '_')]),
      ...listed,
    ],
    own: [],
    anyName,
    ...(id === undefined ? {} : { wrongId: id }),
    kind,
    isUnread: true,
    incomplete: true,
  };
}

/** A problem that may follow from others. */
interface Waiting {
  readonly problem: Diagnostic;
  readonly owner: LoadedDocument | undefined;
  readonly mentions: readonly string[];
  /** Whether it is about something that is not known, and more than a slip. */
  readonly isUnknown: boolean;
}

function explains(
  { owner: cause, names, own, anyName, wrongId, kind, isUnread, incomplete, range: place }: Doubt,
  { problem: { code, range }, owner, mentions, isUnknown }: Waiting,
): boolean {
  if (owner !== undefined && owner === cause) {
    if (incomplete && (code === 'schema-missing-field' || isUnknown)) return true;
    // What seems to be missing is there, and wrong.
    if (code === 'schema-missing-field' && place !== undefined && meets(place, range)) return true;
    if (isUnread && isNaming(code) && place !== undefined && meets(place, startingBefore(range))) return true;
    // Without its own value a target is the level, which is then measured in something else.
    if (code === 'type-mismatch' && mentions.at(-1) === 'target') return true;
    return mentions.some(mention => own.includes(mention));
  }
  if (code === 'program-no-policy') return anyName || names.includes('budget');
  if (anyName && isUnknown && mayDefine(kind, code)) return true;
  if (wrongId !== undefined && isNaming(code) && mentions.some(mention => isAlmost(mention, wrongId)))
    return true;
  return mentions.some(mention => names.some(name => overlaps(mention, name)));
}

/** With the character before it: a `:` in the wrong place parts a key from its value. */
const startingBefore = ({ start, end }: Range): Range => ({
  start: { ...start, offset: start.offset - 1 },
  end,
});

/** Whether one letter makes it a name that is there: whatever else is wrong, that is a mistake of its own. */
function isSlip({ fixes }: Diagnostic, mentions: readonly string[]): boolean {
  const meant = fixes.flatMap(({ edits }) => edits.map(({ text }) => text));
  return mentions.some(mention => mention.length > 3 && meant.some(name => distance(mention, name) <= 1));
}

/** Whether a document that cannot be read may have brought what is not known. */
function mayDefine(kind: DocumentKind | undefined, code: DiagnosticCode): boolean {
  if (kind === undefined) return true;
  const isReference = code === 'name-unknown-reference' || code === 'value-not-listed';
  return isReference ? !NAMED_NOWHERE.has(kind) : !NAMED_IN_REFERENCES.has(kind) && !NAMED_NOWHERE.has(kind);
}

const NAMED_NOWHERE: ReadonlySet<DocumentKind> = new Set(['source', 'test']);
const NAMED_IN_REFERENCES: ReadonlySet<DocumentKind> = new Set(['mission', 'badge', 'campaign']);

/** The same letters with something more, less or else among them. */
function isAlmost(mention: string, id: string): boolean {
  const [a, b] = [lettersOf(mention), lettersOf(id)];
  if (Math.min(a.length, b.length) < 3) return false;
  return a.includes(b) || b.includes(a) || distance(a, b) <= Math.max(a.length, b.length) / 3;
}

const lettersOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Whether it says that something is not known. */
const isNaming = (code: DiagnosticCode) =>
  code.startsWith('name-unknown') || code.startsWith('aggregate-') || NAMING.has(code);

const NAMING: ReadonlySet<DiagnosticCode> = new Set(['name-not-here', 'value-not-listed']);

/** The same name, an attribute of it, or the family that it belongs to. */
const overlaps = (mention: string, name: string) =>
  mention === name || mention.startsWith(`${name}.`) || name.startsWith(`${mention}.`);

const isError = ({ severity }: Diagnostic) => severity === 'error';

/** Events are named by metrics, metrics by scores, all of them by the rest. */
const ORDER = [
  'parameter',
  'table',
  'event',
  'metric',
  'segment',
  'score',
  'tier',
  'policy',
  'mission',
  'badge',
  'campaign',
  'source',
  'test',
];

/** Which of two rules a name stands for is open before anything that it is used for. */
const rankOf = ({ problem, owner }: { problem: Diagnostic; owner: LoadedDocument | undefined }) =>
  problem.code === 'name-taken' ? -1 : rank(owner);

const rank = (owner: LoadedDocument | undefined) => (owner === undefined ? -1 : ORDER.indexOf(owner.kind));

/** The field of the document, named by its key, that a place is part of. */
function fieldAt(document: LoadedDocument, range: Range): string | undefined {
  return Object.keys(document.value).find(key => touches(document, [key], range));
}

function touches(document: LoadedDocument, path: readonly string[], range: Range): boolean {
  const { range: value, keyRange } = document.locate(path);
  return meets(value, range) || (keyRange !== undefined && meets(keyRange, range));
}
