import type { DocumentPath, ExpressionText, LoadedDocument } from '../../documents/index.ts';
import { kindOfAttribute } from './attribute-kinds.ts';
import { attributeSymbols, eventSymbols, knownSymbol } from './expression-occurrences.ts';
import type { Names } from './expression-occurrences.ts';
import type { Occurrence } from './occurrence.ts';
import { referenceAt } from './reference-fields.ts';
import type { RuleSymbol, SymbolKind } from './symbol.ts';

/** What a document names and makes outside of its expressions. */
export function documentOccurrences(document: LoadedDocument, names: Names): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const add = (
    path: DocumentPath,
    part: 'key' | 'value',
    symbols: readonly RuleSymbol[],
    defines = false,
  ): void => {
    const { key, expression } = document.locate(path);
    const text = part === 'key' ? key : expression;
    if (text !== undefined && symbols.length > 0) found.push(occurrence(document, text, symbols, defines));
  };
  add(['id'], 'value', [{ kind: document.kind, id: document.id }], true);
  for (const { path, symbol } of partsOf(document)) add(path, 'key', [symbol], true);
  for (const { path, value } of leavesOf(document.value)) {
    for (const part of ['key', 'value'] as const) {
      const text = part === 'key' ? path.at(-1) : value;
      if (typeof text === 'string') add(path, part, symbolsAt(document, path, part, text, names));
    }
  }
  return found;
}

function occurrence(
  { file }: LoadedDocument,
  source: ExpressionText,
  symbols: readonly RuleSymbol[],
  defines: boolean,
): Occurrence {
  const { text } = source;
  return {
    symbols,
    // Only the ids of events stand for more than themselves.
    family: symbols.some(({ kind, id }) => kind === 'event' && id !== text),
    file,
    range: source.rangeIn(0, text.length),
    defines,
    edit: replacement => source.edit(0, text.length, replacement),
  };
}

/** Names that a document makes besides its own id. */
function partsOf(
  document: LoadedDocument,
): readonly { readonly path: DocumentPath; readonly symbol: RuleSymbol }[] {
  const keys = (field: string, mapping: object | undefined, symbol: Omit<RuleSymbol, 'id'>) =>
    Object.keys(mapping ?? {}).map(id => ({ path: [field, id], symbol: { ...symbol, id } }));
  switch (document.kind) {
    case 'event':
      return keys('attributes', document.value.attributes, { kind: 'attribute', within: document.id });
    case 'mission':
      return keys('fixed', document.value.fixed, { kind: 'fixed', within: document.id });
    case 'tier':
      return keys('levels', document.value.levels, { kind: 'tierLevel' });
    case 'policy':
      return [
        ...keys('categories', document.value.categories, { kind: 'category' }),
        ...keys('budgets', document.value.budgets, { kind: 'budget' }),
      ];
    default:
      return [];
  }
}

interface Leaf {
  readonly path: DocumentPath;
  /** Of a scalar. */
  readonly value?: unknown;
}

/** Every key and scalar below a value. */
function leavesOf(value: unknown, path: DocumentPath = []): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => leavesOf(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const below = leavesOf(item, [...path, key]);
    return isScalar(item) ? below : [{ path: [...path, key] }, ...below];
  });
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function symbolsAt(
  document: LoadedDocument,
  path: DocumentPath,
  part: 'key' | 'value',
  text: string,
  names: Names,
): readonly RuleSymbol[] {
  const to = referenceAt(document.kind, path, part);
  if (to === 'event') return eventSymbols(text, names);
  if (to !== undefined) return knownSymbol(to, text, names);
  return part === 'key' ? keyedAttribute(document, path, names) : attributeText(document, path, text, names);
}

/** Keys that are attributes of an event named above them. */
function keyedAttribute(document: LoadedDocument, path: DocumentPath, names: Names): readonly RuleSymbol[] {
  const name = String(path.at(-1));
  const above = path.at(-3);
  if (document.kind === 'event' && path[0] === 'of' && path.length === 3) {
    return attributeSymbols(document.id, name, names);
  }
  if (document.kind === 'source' && above === 'attributes') {
    return attributeSymbols(String(path.at(-2)), name, names);
  }
  const event = document.kind === 'test' && above !== 'given' ? eventOfStep(document, path) : undefined;
  return event === undefined ? [] : attributeSymbols(event, name, names);
}

/** Texts that name an attribute, or what an attribute holds. */
function attributeText(
  document: LoadedDocument,
  path: DocumentPath,
  text: string,
  names: Names,
): readonly RuleSymbol[] {
  const name = String(path.at(-1));
  if (document.kind === 'event' && path[0] === 'required') return attributeSymbols(document.id, text, names);
  if (document.kind === 'event' && path[0] === 'attributes' && path.length >= 3) {
    const listed: SymbolKind | undefined = kindOfAttribute(document, String(path[1]));
    return listed === undefined || typeof path.at(-1) !== 'number' ? [] : knownSymbol(listed, text, names);
  }
  const event = eventOfStep(document, path);
  const found = event === undefined ? undefined : names.event(event);
  const kind = found && kindOfAttribute(found, name);
  return kind === undefined ? [] : knownSymbol(kind, text, names);
}

/** `steps.3.attributes.rat`: the event of that step of a test. */
function eventOfStep(document: LoadedDocument, path: DocumentPath): string | undefined {
  if (document.kind !== 'test' || path.length !== 4 || path[2] !== 'attributes') return undefined;
  const step = document.value.steps[Number(path[1])];
  return step !== undefined && 'event' in step ? step.event : undefined;
}
