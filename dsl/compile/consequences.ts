import { isMisreading } from '../diagnostics/order.ts';
import type { Diagnostic, DiagnosticCode, Range } from '../diagnostics/index.ts';
import type { FaultyDocument, LoadedDocument, LoadedDocuments } from '../documents/index.ts';
import { createOwners, meets } from './document-owners.ts';
import { mentionsIn } from './mentions.ts';

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
  const waiting = found.map(problem => {
    const owner = ownerOf(problem);
    return { problem, owner, mentions: mentionsIn(owner, problem) };
  });
  // A definition is judged before those who name it, whatever the order in which they were found.
  for (const { problem, owner, mentions } of waiting.toSorted((a, b) => rank(a.owner) - rank(b.owner))) {
    const follows = causes.some(cause => explains(cause, problem, owner, mentions));
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
  /** It may be any name at all: what the document is called cannot be read. */
  readonly anyName: boolean;
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
      ...(DEFINES_ITSELF.has(owner.kind) || touched === 'id' ? [owner.id] : []),
      ...(incomplete
        ? Object.values(LISTS[owner.kind] ?? {}).flat()
        : (LISTS[owner.kind]?.[touched ?? ''] ?? [])),
    ],
    own: ownNames(owner)
      .filter(path => touches(owner, path, range))
      .map(([, name]) => name),
    // What is called like another can be read; it is only not its own.
    anyName: touched === 'id' && problem.code !== 'schema-duplicate-id',
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

function doubtOfLost({ kind, id }: FaultyDocument): Doubt {
  const listed = Object.values(LISTS[kind ?? ''] ?? {}).flat();
  const anyName = id === undefined || id === '' || kind === undefined;
  return {
    owner: undefined,
    names: [...(id === undefined ? [] : [id]), ...listed],
    own: [],
    anyName,
    incomplete: true,
  };
}

function explains(
  { owner: cause, names, own, anyName, incomplete }: Doubt,
  { code }: Diagnostic,
  owner: LoadedDocument | undefined,
  mentions: readonly string[],
): boolean {
  if (owner !== undefined && owner === cause) {
    if (incomplete && (code === 'schema-missing-field' || isNaming(code))) return true;
    // Without its own value a target is the level, which is then measured in something else.
    if (code === 'type-mismatch' && mentions.at(-1) === 'target') return true;
    return mentions.some(mention => own.includes(mention));
  }
  if (code === 'program-no-policy') return anyName || names.includes('budget');
  if (anyName && isNaming(code)) return true;
  return mentions.some(mention => names.some(name => overlaps(mention, name)));
}

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

const rank = (owner: LoadedDocument | undefined) => (owner === undefined ? -1 : ORDER.indexOf(owner.kind));

/** The field of the document, named by its key, that a place is part of. */
function fieldAt(document: LoadedDocument, range: Range): string | undefined {
  return Object.keys(document.value).find(key => touches(document, [key], range));
}

function touches(document: LoadedDocument, path: readonly string[], range: Range): boolean {
  const { range: value, keyRange } = document.locate(path);
  return meets(value, range) || (keyRange !== undefined && meets(keyRange, range));
}
