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

/** The score alone: asked for with every event, so nothing is made but the number. */
export function scoreOf(evaluation: Evaluation, rule: ScoreRule): number {
  const { terms } = rule;
  const values = new Array<number | null>(terms.length).fill(null);
  let counted = 0;
  for (let index = 0; index < terms.length; index += 1) {
    const term = terms[index];
    const value = term !== undefined && isLive(evaluation, term) ? termValue(evaluation, term) : null;
    values[index] = value;
    if (value !== null) counted += term?.weight ?? 0;
  }
  if (counted === 0) return 0;
  let weighted = 0;
  for (let index = 0; index < terms.length; index += 1) {
    const term = terms[index];
    if (term !== undefined) weighted += contributionOf(term, values[index] ?? null, counted);
  }
  return bounded(evaluation, rule, resultOf(evaluation, rule, weighted));
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
    contribution: contributionOf(term, value, counted),
  }));
  const coverage = total === 0 ? 0 : counted / total;
  if (counted === 0) return { score: 0, coverage: 0, terms, bounds: [] };
  const weighted = terms.reduce((sum, { contribution }) => sum + contribution, 0);
  const bounds: Bound[] = [];
  const score = bounded(evaluation, rule, resultOf(evaluation, rule, weighted), bound => bounds.push(bound));
  return { score, bounds, coverage, terms };
}

type Bound = ComputedScore['bounds'][number];

function contributionOf(term: ScoreTerm, value: number | null, counted: number): number {
  return value === null || counted === 0 ? 0 : (value * term.weight) / counted;
}

function readTerm(evaluation: Evaluation, term: ScoreTerm): Omit<ComputedTerm, 'contribution'> {
  if (!isLive(evaluation, term)) return { term, value: null, state: 'source_off' };
  const value = termValue(evaluation, term);
  return { term, value, state: value === null ? 'missing' : 'counted' };
}

function isLive({ prepared }: Evaluation, { sourceTypes }: ScoreTerm): boolean {
  return sourceTypes.length === 0 || sourceTypes.some(type => prepared.liveSources.has(type));
}

function termValue(evaluation: Evaluation, term: ScoreTerm): number | null {
  const value = evaluation.number(term.value);
  return value === null ? null : clamp(value);
}

function resultOf(evaluation: Evaluation, rule: ScoreRule, weighted: number): number {
  if (rule.result === undefined) return weighted;
  const locals = evaluation.locals({ segment: null, fixed: {}, figures: { weighted } });
  return evaluation.number(rule.result, locals) ?? weighted;
}

/** The result within its bounds; `tell` hears of each. */
function bounded(
  evaluation: Evaluation,
  rule: ScoreRule,
  result: number,
  tell?: (bound: Bound) => void,
): number {
  let score = result;
  for (const { name, value, when } of rule.atLeast) {
    const applied = evaluation.truth(when);
    if (applied && score < value) score = value;
    tell?.({ name, kind: 'at_least', value, applied });
  }
  for (const { name, value, when } of rule.atMost) {
    const applied = evaluation.truth(when);
    if (applied && score > value) score = value;
    tell?.({ name, kind: 'at_most', value, applied });
  }
  return roundScore(clamp(score));
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}

function roundScore(value: number): number {
  return Math.floor(value * 10 + 0.5) / 10;
}
