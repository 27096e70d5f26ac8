import { decodeText } from '../../syntax/literals.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import type { Span } from '../../syntax/ast.ts';
import { scanExpression } from '../place/scan-expression.ts';
import type { Mention } from '../place/scan-expression.ts';
import { kindInStream } from './attribute-kinds.ts';
import type { FindEvent } from './attribute-kinds.ts';
import type { ExpressionSite } from './expression-sites.ts';
import type { Occurrence } from './occurrence.ts';
import { NAMED_KINDS } from './symbol.ts';
import type { RuleSymbol, SymbolKind } from './symbol.ts';
import { ownValue } from '../../program/own-value.ts';

/** What expressions are looked up in. */
export interface Names {
  readonly find: (kind: SymbolKind, id: string) => LoadedDocument | undefined;
  readonly event: FindEvent;
  /** The events that a family stands for. */
  readonly family: (id: string) => readonly string[];
}

/** Everything that an expression names. */
export function expressionOccurrences(
  document: LoadedDocument,
  site: ExpressionSite,
  names: Names,
): readonly Occurrence[] {
  const { source, lead, scope } = site;
  const { mentions } = scanExpression(lead + source.text, scope);
  return mentions.flatMap((mention, index) => {
    const named = symbolsOf(mention, index, mentions, { document, site, names });
    if (named === undefined) return [];
    const start = named.span.start - lead.length;
    const end = named.span.end - lead.length;
    return [
      {
        symbols: named.symbols,
        family: named.family,
        file: document.file,
        range: source.rangeIn(start, end),
        defines: false,
        edit: (text: string) => source.edit(start, end, text),
      },
    ];
  });
}

interface Surroundings {
  readonly document: LoadedDocument;
  readonly site: ExpressionSite;
  readonly names: Names;
}

interface Named {
  readonly symbols: readonly RuleSymbol[];
  readonly family: boolean;
  readonly span: Span;
}

function symbolsOf(
  mention: Mention,
  index: number,
  mentions: readonly Mention[],
  around: Surroundings,
): Named | undefined {
  const { names, document, site } = around;
  switch (mention.kind) {
    case 'stream':
      return named(eventSymbols(mention.text, names), mention.span, isFamily(mention.text, names));
    case 'attribute':
      return mention.stream === undefined
        ? undefined
        : named(
            attributeSymbols(mention.stream.id, mention.text, names),
            mention.span,
            isFamily(mention.stream.id, names),
          );
    case 'name':
      return nameSymbol(mention, document, site, names);
    case 'text':
      return textSymbol(mention, comparedWith(index, mentions), around);
    default:
      return undefined;
  }
}

function named(symbols: readonly RuleSymbol[], span: Span, family = false): Named | undefined {
  return symbols.length === 0 ? undefined : { symbols, span, family };
}

/** Whether an id stands for all events that begin with it. */
export function isFamily(id: string, { event }: Names): boolean {
  return event(id) === undefined;
}

export function eventSymbols(id: string, { event, family }: Names): readonly RuleSymbol[] {
  const ids = event(id) === undefined ? family(id) : [id];
  return ids.map(member => ({ kind: 'event', id: member }));
}

export function attributeSymbols(stream: string, name: string, names: Names): readonly RuleSymbol[] {
  return eventSymbols(stream, names).flatMap(({ id }) =>
    ownValue(names.event(id)?.value.attributes, name) === undefined
      ? []
      : [{ kind: 'attribute' as const, id: name, within: id }],
  );
}

function nameSymbol(
  { text, span }: Mention,
  document: LoadedDocument,
  { scope, path }: ExpressionSite,
  names: Names,
): Named | undefined {
  if (document.kind === 'event') {
    const owner = path[0] === 'of' ? String(path[1]) : document.id;
    return named(attributeSymbols(owner, text, names), span, isFamily(owner, names));
  }
  if (scope.fixedNames.includes(text)) return named([{ kind: 'fixed', id: text, within: document.id }], span);
  for (const id of [text, text.slice(0, Math.max(0, text.indexOf('.')))]) {
    const kind = NAMED_KINDS.find(other => id !== '' && names.find(other, id) !== undefined);
    if (kind !== undefined) return named([{ kind, id }], { start: span.start, end: span.start + id.length });
  }
  return undefined;
}

/** What a text stands beside: `tier` in `tier = "gold"` and in `tier not in ["base", "gold"]`. */
function comparedWith(index: number, mentions: readonly Mention[]): Mention | undefined {
  let at = index - 1;
  while (mentions[at]?.kind === 'text') at -= 1;
  const sign = mentions[at];
  if (sign !== undefined && COMPARING.has(sign.text)) {
    const before = mentions[at - 1];
    return before?.text === 'not' ? mentions[at - 2] : before;
  }
  const after = mentions[index + 1];
  return after !== undefined && COMPARING.has(after.text) ? mentions[index + 2] : undefined;
}

const COMPARING: ReadonlySet<string> = new Set(['=', '!=', 'in', 'otherwise']);

function textSymbol(
  { text, span }: Mention,
  compared: Mention | undefined,
  { document, site, names }: Surroundings,
): Named | undefined {
  const id = decodeText(text);
  const inside = { start: span.start + 1, end: span.end - 1 };
  // A text that is written with escapes is the name of nothing.
  if (id === undefined || id === '' || id.length !== inside.end - inside.start) return undefined;
  if (document.kind === 'source') return named(names.event(id) ? [{ kind: 'event', id }] : [], inside);
  const kind = compared && kindOfMention(compared, document, site, names);
  return kind === undefined ? undefined : named(knownSymbol(kind, id, names), inside);
}

function kindOfMention(
  { kind, text, stream }: Mention,
  document: LoadedDocument,
  { scope, path }: ExpressionSite,
  names: Names,
): SymbolKind | undefined {
  if (kind === 'attribute' && stream !== undefined) return kindInStream(stream, text, names.event);
  if (kind !== 'name') return undefined;
  if (document.kind === 'event') {
    const stream = { id: path[0] === 'of' ? String(path[1]) : document.id, leaves: [], attributes: {} };
    return kindInStream(stream, text, names.event);
  }
  const info = scope.resolve(text);
  const logic = typeof info === 'object' ? JSON.stringify(info.logic) : '';
  return ownValue(KINDS_OF_NAMES, logic);
}

const KINDS_OF_NAMES: Readonly<Record<string, SymbolKind>> = {
  '{"var":"standing.tier"}': 'tierLevel',
  '{"var":"mission.segment"}': 'segment',
};

/** A listed text that is the id of nothing is none. */
export function knownSymbol(kind: SymbolKind, id: string, names: Names): readonly RuleSymbol[] {
  return names.find(kind, id) === undefined ? [] : [{ kind, id }];
}
