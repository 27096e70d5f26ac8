/** What can be named in rule files. */
export type SymbolKind =
  | 'event'
  | 'attribute'
  | 'metric'
  | 'parameter'
  | 'table'
  | 'segment'
  | 'score'
  | 'mission'
  | 'badge'
  | 'tier'
  | 'tierLevel'
  | 'campaign'
  | 'source'
  | 'policy'
  | 'test'
  | 'fixed'
  | 'category'
  | 'budget';

export interface RuleSymbol {
  readonly kind: SymbolKind;
  readonly id: string;
  /** Of an attribute: its event; of a fixed name: its mission; of a tier level: its tier. */
  readonly within?: string;
}

/** Kinds whose documents are names in expressions. */
export const NAMED_KINDS: readonly SymbolKind[] = ['metric', 'parameter', 'table', 'score', 'segment'];

export function symbolKey({ kind, id, within = '' }: RuleSymbol): string {
  return `${kind}:${within}:${id}`;
}

/** As a message says it: "the metric `data_7d`". */
export function phraseOfSymbol({ kind, id, within }: RuleSymbol): string {
  const inside = within === undefined ? '' : ` of \`${within}\``;
  return `the ${WORDS[kind] ?? kind} \`${id}\`${inside}`;
}

const WORDS: Readonly<Partial<Record<SymbolKind, string>>> = {
  tierLevel: 'tier level',
  fixed: 'fixed name',
  category: 'category of missions',
  budget: 'budget',
};
