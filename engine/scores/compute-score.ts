import type { ScoreRule, ScoreTerm } from '../../dsl/program/program.ts';
import type { Evaluation } from '../runtime/evaluation.ts';

export interface ComputedTerm {
  readonly term: ScoreTerm;
  /** 0–100; null where it dropped out. */
  readonly value: number | null;
  readonly state: 'counted' | 'missing' | 'source_off';
  /** What it adds to the weighted sum once the weights of what dropped out are shared among the rest. */
  readonly contribution: number;
}

export interface ComputedScore {
  /** 0–100, rounded half up to one decimal: what every comparison sees. */
  readonly score: number;
  /** Share of the weights that counted, 0–1. */
  readonly coverage: number;
  readonly terms: readonly ComputedTerm[];
  readonly bounds: readonly {
    readonly name: string;
    readonly kind: 'at_least' | 'at_most';
    readonly value: number;
    readonly applied: boolean;
  }[];
}

/** A score with the way it came about. */
export function computeScore(evaluation: Evaluation, rule: ScoreRule): ComputedScore {
  const raw = rule.terms.map(term => readTerm(evaluation, term));
  const total = rule.terms.reduce((sum, term) => sum + term.weight, 0);
  const counted = raw.reduce((sum, { term, value }) => (value === null ? sum : sum + term.weight), 0);
  const terms = raw.map(({ term, value, state }) => ({
    term,
    value,
    state,
    contribution: value === null || counted === 0 ? 0 : (value * term.weight) / counted,
  }));
  const coverage = total === 0 ? 0 : counted / total;
  if (counted === 0) return { score: 0, coverage: 0, terms, bounds: [] };
  const weighted = terms.reduce((sum, { contribution }) => sum + contribution, 0);
  const result = rule.result === undefined ? weighted : resultOf(evaluation, rule, weighted);
  return { ...bounded(evaluation, rule, result), coverage, terms };
}

function readTerm(evaluation: Evaluation, term: ScoreTerm): Omit<ComputedTerm, 'contribution'> {
  const live =
    term.sourceTypes.length === 0 || term.sourceTypes.some(type => evaluation.prepared.liveSources.has(type));
  if (!live) return { term, value: null, state: 'source_off' };
  const value = evaluation.number(term.value);
  return { term, value: value === null ? null : clamp(value), state: value === null ? 'missing' : 'counted' };
}

function resultOf(evaluation: Evaluation, rule: ScoreRule, weighted: number): number {
  if (rule.result === undefined) return weighted;
  const locals = evaluation.locals({ segment: null, fixed: {}, figures: { weighted } });
  return evaluation.number(rule.result, locals) ?? weighted;
}

function bounded(
  evaluation: Evaluation,
  rule: ScoreRule,
  result: number,
): { readonly score: number; readonly bounds: ComputedScore['bounds'] } {
  let value = result;
  const bounds: ComputedScore['bounds'][number][] = [];
  const kinds = [
    ['at_least', rule.atLeast],
    ['at_most', rule.atMost],
  ] as const;
  for (const [kind, list] of kinds) {
    for (const bound of list) {
      const applies = evaluation.truth(bound.when);
      const moves = kind === 'at_least' ? value < bound.value : value > bound.value;
      if (applies && moves) value = bound.value;
      bounds.push({ name: bound.name, kind, value: bound.value, applied: applies });
    }
  }
  return { score: roundScore(clamp(value)), bounds };
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}

function roundScore(value: number): number {
  return Math.floor(value * 10 + 0.5) / 10;
}
