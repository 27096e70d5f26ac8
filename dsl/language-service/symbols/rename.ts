import type { Diagnostic, Edit } from '../../diagnostics/diagnostic.ts';
import type { RuleFile } from '../../documents/index.ts';
import { EVENT_ID_PATTERN, ID_PATTERN, NAME_PATTERN } from '../../documents/schemas/common.ts';
import { RESERVED_WORDS, WINDOW_WORDS } from '../../syntax/index.ts';
import type { Rename } from '../types.ts';
import type { Snapshot } from '../workspace.ts';
import { applyEdits } from '../apply-edits.ts';
import { keepFormerId } from './former-id.ts';
import type { Occurrence } from './occurrence.ts';
import { NAMED_KINDS, phraseOfSymbol } from './symbol.ts';
import type { RuleSymbol, SymbolKind } from './symbol.ts';
import type { SymbolIndex } from './symbol-index.ts';

export interface RenameTools {
  readonly snapshot: Snapshot;
  readonly index: SymbolIndex;
  /** All problems of a set of files. */
  readonly check: (files: readonly RuleFile[]) => readonly Diagnostic[];
}

/** Gives what stands at an offset another name wherever it is named, or says why that cannot be. */
export function rename(tools: RenameTools, path: string, offset: number, newName: string): Rename {
  const occurrence = tools.index.at(path, offset);
  if (occurrence === undefined) return refused('Nothing with a name of its own stands here.');
  const symbol = onlySymbol(occurrence);
  if (typeof symbol === 'string') return refused(symbol);
  if (newName === symbol.id) return { kind: 'edits', edits: [] };
  const reason =
    invalidName(symbol, newName) ??
    clash(tools.snapshot, symbol, newName) ??
    unreadable(tools.snapshot, symbol) ??
    shared(tools, symbol, newName);
  if (reason !== undefined) return refused(reason);
  const named = tools.index.of([symbol]).filter(({ family }) => !family);
  const { documents, files } = tools.snapshot;
  const former = keepFormerId(documents, files, symbol, newName);
  const edits = distinct([...named.map(({ edit }) => edit(newName)), ...(former ? [former] : [])]);
  const broken = breaks(tools, edits);
  return broken === undefined ? { kind: 'edits', edits } : refused(broken);
}

const refused = (reason: string): Rename => ({ kind: 'refused', reason });

function onlySymbol({ symbols, family }: Occurrence): RuleSymbol | string {
  const [symbol, ...others] = symbols;
  if (symbol === undefined) return 'Nothing with a name of its own stands here.';
  if (others.length === 0 && !family) return symbol;
  return `This stands for several events: ${symbols.map(phraseOfSymbol).join(', ')}. Rename one where it is defined.`;
}

const PATTERNS: Readonly<Partial<Record<SymbolKind, string>>> = {
  event: EVENT_ID_PATTERN,
  attribute: NAME_PATTERN,
  fixed: NAME_PATTERN,
  tierLevel: NAME_PATTERN,
  category: NAME_PATTERN,
  budget: NAME_PATTERN,
};

const IN_EXPRESSIONS: readonly SymbolKind[] = [...NAMED_KINDS, 'attribute', 'fixed', 'event'];

function invalidName({ kind }: RuleSymbol, name: string): string | undefined {
  const pattern = PATTERNS[kind] ?? ID_PATTERN;
  if (!new RegExp(pattern).test(name)) {
    const dots = kind === 'event' ? ', with dots between words' : '';
    return `\`${name}\` is no name: letters, digits and \`_\`, a letter first${dots}.`;
  }
  const reserved: readonly string[] = [...RESERVED_WORDS, ...WINDOW_WORDS];
  const taken = name.split('.').find(word => reserved.includes(word));
  return taken !== undefined && IN_EXPRESSIONS.includes(kind)
    ? `\`${taken}\` is a word of the language.`
    : undefined;
}

/** What has the new name already; names of expressions share one namespace. */
function clash({ documents, scope }: Snapshot, symbol: RuleSymbol, name: string): string | undefined {
  const { kind, within } = symbol;
  const same = documents.find(document => document.kind === kind && document.id === name);
  if (same !== undefined)
    return takenBy(`${same.kind} \`${name}\``, same.file, same.locate(['id']).range.start.line);
  if (kind === 'attribute') return attributeClash(documents, within, name);
  if (kind === 'event' && scope.catalogue.stream(name) !== undefined)
    return `\`${name}\` is a family of events already.`;
  if (kind === 'fixed') {
    const mission = documents.find(document => document.kind === 'mission' && document.id === within);
    const own = mission?.kind === 'mission' ? Object.keys(mission.value.fixed ?? {}) : [];
    if (own.includes(name) || MISSION_NAMES.includes(name)) return `The mission has a \`${name}\` already.`;
  }
  const named = kind === 'fixed' || NAMED_KINDS.includes(kind);
  if (!named) return undefined;
  if (MISSION_NAMES.includes(name)) return `\`${name}\` is a name that missions have of their own.`;
  const info = scope.resolve(name);
  if (info === undefined) return fixedElsewhere({ documents, kind, name });
  const other = documents.find(
    document => document.id === name && NAMED_KINDS.some(own => own === document.kind),
  );
  return other === undefined
    ? `\`${name}\` is a name of the platform.`
    : takenBy(`${other.kind} \`${name}\``, other.file, other.locate(['id']).range.start.line);
}

const MISSION_NAMES: readonly string[] = ['level', 'target', 'progress', 'segment'];

const takenBy = (what: string, file: string, line: number): string =>
  `There is the ${what} already, in ${file}, line ${line}.`;

/** A figure that some mission fixes would hide a rule of the same name. */
function fixedElsewhere({
  documents,
  kind,
  name,
}: {
  readonly documents: Snapshot['documents'];
  readonly kind: SymbolKind;
  readonly name: string;
}): string | undefined {
  if (kind === 'fixed') return undefined;
  const mission = documents.find(
    document => document.kind === 'mission' && Object.hasOwn(document.value.fixed ?? {}, name),
  );
  return mission && `The mission \`${mission.id}\` fixes a \`${name}\` of its own.`;
}

const ENVELOPE: readonly string[] = ['value', 'time', 'type', 'source', 'gap', 'where'];

function attributeClash(
  documents: Snapshot['documents'],
  within: string | undefined,
  name: string,
): string | undefined {
  if (ENVELOPE.includes(name)) return `\`${name}\` is something that every event has.`;
  const event = documents.find(document => document.kind === 'event' && document.id === within);
  const has = event?.kind === 'event' && Object.hasOwn(event.value.attributes ?? {}, name);
  return has ? `\`${within}\` has an attribute \`${name}\` already.` : undefined;
}

/** A document that cannot be read may name it where nobody can see. */
function unreadable({ loaded, documents, files }: Snapshot, { id }: RuleSymbol): string | undefined {
  const word = new RegExp(`(?<![\\w.])${id.replaceAll('.', '\\.')}(?!\\w)`);
  const broken = [...loaded.faulty, ...documents.filter(({ complete }) => !complete)];
  const file = broken.map(document => document.file).find(path => word.test(files.get(path)?.text ?? ''));
  return file && `${file} has a document that cannot be read and may name \`${id}\`: mend it first.`;
}

/** Names of families and of what their members share hang on the names of all of them. */
function shared({ index }: RenameTools, symbol: RuleSymbol, name: string): string | undefined {
  const together = index.of([symbol]).find(({ family }) => family);
  if (together === undefined) return undefined;
  const place = `${together.file}, line ${together.range.start.line}`;
  if (symbol.kind === 'attribute')
    return `${place} reads \`${symbol.id}\` of a whole family of events, which share its name.`;
  const families = (id: string): string => id.split('.').slice(0, -1).join('.');
  return families(symbol.id) === families(name)
    ? undefined
    : `${place} names its family: with another id \`${symbol.id}\` would no longer belong to it.`;
}

function distinct(edits: readonly Edit[]): readonly Edit[] {
  const byPlace = new Map(edits.map(edit => [`${edit.file}:${edit.range.start.offset}`, edit]));
  return [...byPlace.values()];
}

/** The last net: with the edits nothing may be wrong that was right before. */
function breaks({ snapshot, check }: RenameTools, edits: readonly Edit[]): string | undefined {
  const files = applyEdits([...snapshot.files.values()], edits);
  const before = new Map<string, number>();
  for (const { code, file } of snapshot.diagnostics) {
    before.set(`${file} ${code}`, (before.get(`${file} ${code}`) ?? 0) + 1);
  }
  for (const { code, file, message, range } of check(files)) {
    const left = (before.get(`${file} ${code}`) ?? 0) - 1;
    if (left < 0) return `${file}, line ${range.start.line} would be wrong: ${message}`;
    before.set(`${file} ${code}`, left);
  }
  return undefined;
}
