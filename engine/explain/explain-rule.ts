import type { ScoreRule } from '../../dsl/program/program.ts';
import { holdsLevel } from '../badges/judge-badges.ts';
import { customerGates, templateGates } from '../missions/gates.ts';
import { typesOf } from '../missions/types-of.ts';
import { termsFor } from '../missions/terms.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { ExplainNode, ExplanationView } from '../views.ts';
import { computeScore } from '../scores/compute-score.ts';
import { explainCondition } from './explain-condition.ts';
import { explainNamed, isNamedKind } from './explain-named.ts';
import { explainPoints } from './explain-points.ts';
import { plain } from './format-value.ts';

/**
 * Why (or why not) a rule holds for a customer: `mission.data_explorer`, `score.risk`, `badge.power_user:silver`,
 * `tier.club`, `segment.dormant`, `table.payment_rhythm`; `points` says what can be spent. Undefined: there is no such rule.
 */
export function explainRule(
  evaluation: Evaluation,
  customer: string,
  rule: string,
): ExplanationView | undefined {
  if (rule === 'points') return explainPoints(evaluation);
  const dot = rule.indexOf('.');
  const [kind, id] = [rule.slice(0, dot), rule.slice(dot + 1)];
  switch (kind) {
    case 'mission':
      return explainMission(evaluation, customer, id, rule);
    case 'score':
      return explainScore(evaluation, id, rule);
    case 'badge':
      return explainBadge(evaluation, id, rule);
    case 'tier':
      return explainTier(evaluation, id, rule);
    case 'segment': {
      const segment = evaluation.prepared.segment(id);
      if (segment === undefined) return undefined;
      const tree = explainCondition(evaluation, segment.when);
      const verdict =
        tree.met === true
          ? `The customer is in “${segment.name}”.`
          : `The customer is not in “${segment.name}”.`;
      return { rule, name: segment.name, verdict, met: tree.met, gates: [], tree };
    }
    default:
      return isNamedKind(kind) ? explainNamed(evaluation, kind, id, rule) : undefined;
  }
}

function explainMission(
  evaluation: Evaluation,
  customer: string,
  id: string,
  rule: string,
): ExplanationView | undefined {
  const mission = evaluation.prepared.mission(id);
  if (mission === undefined) return undefined;
  const gates = [...customerGates(evaluation, customer), ...templateGates(evaluation, mission, customer)];
  const from = evaluation.decisions.templates[id]?.level ?? evaluation.prepared.policy.level.first;
  const terms = termsFor(evaluation, mission, from);
  const termsGate = {
    gate: 'terms',
    passed: 'candidate' in terms,
    sentence:
      'candidate' in terms
        ? `Its terms are set: level ${terms.candidate.level}.`
        : `${capital(terms.reason)}.`,
  };
  const tree =
    'candidate' in terms
      ? explainCondition(evaluation, mission.generate.when, {
          locals: terms.candidate.locals,
          types: typesOf(mission, terms.candidate.variant),
        })
      : null;
  const all = [...gates, termsGate];
  const stopped = all.find(({ passed }) => !passed);
  const met = stopped === undefined && tree?.met === true;
  const verdict = stopped?.sentence ?? (met ? 'It can be given now.' : `Not now: ${firstUnmet(tree)}.`);
  return { rule, name: mission.name, verdict, met, gates: all, tree };
}

function explainScore(evaluation: Evaluation, id: string, rule: string): ExplanationView | undefined {
  const score = evaluation.prepared.score(id);
  if (score === undefined) return undefined;
  if (Object.hasOwn(evaluation.prepared.given, `scores.${id}`)) return explainGiven(evaluation, score, rule);
  const computed = computeScore(evaluation, score);
  const children = computed.terms.map(({ term, value, contribution, state }): ExplainNode => ({
    text: term.value.text,
    kind: 'term',
    met: null,
    value,
    need:
      state === 'counted'
        ? `${term.label}: ${plain(value ?? 0)} of 100 adds ${plain(contribution)}`
        : `${term.label} drops out (${state === 'missing' ? 'no data' : 'its source is off'})`,
    children: [],
  }));
  const bounds = computed.bounds
    .filter(({ applied }) => applied)
    .map(({ name, kind, value }): ExplainNode => ({
      text: name,
      kind,
      met: true,
      need: `${name}: ${kind === 'at_least' ? 'at least' : 'at most'} ${value}`,
      children: [],
    }));
  const tree = {
    text: score.name,
    kind: 'score',
    met: null,
    value: computed.score,
    children: [...children, ...bounds],
  };
  return {
    rule,
    name: score.name,
    verdict: `${score.name} is ${plain(computed.score)}.`,
    met: null,
    gates: [],
    tree,
  };
}

/** What is given is not worked out: its terms would only tell of another figure. */
function explainGiven(evaluation: Evaluation, { id, name }: ScoreRule, rule: string): ExplanationView {
  const verdict = `${name} is given as ${plain(evaluation.score(id))}.`;
  return { rule, name, verdict, met: null, gates: [], tree: null };
}

function explainBadge(evaluation: Evaluation, id: string, rule: string): ExplanationView | undefined {
  const [type = '', wanted] = id.split(':');
  const badge = evaluation.prepared.badge(type);
  const level =
    wanted === undefined
      ? (badge?.levels.find(({ level: name }) => !holdsLevel(evaluation.decisions, type, name)) ??
        badge?.levels.at(-1))
      : badge?.levels.find(({ level: name }) => name === wanted);
  if (badge === undefined || level === undefined) return undefined;
  const before = badge.levels[badge.levels.indexOf(level) - 1];
  const hasBefore = before === undefined || holdsLevel(evaluation.decisions, type, before.level);
  const held = holdsLevel(evaluation.decisions, type, level.level);
  const tree = explainCondition(evaluation, level.when);
  const gates =
    before === undefined
      ? []
      : [
          {
            gate: 'level',
            passed: hasBefore,
            sentence: hasBefore ? `${capital(before.level)} is held.` : `It needs ${before.level} first.`,
          },
        ];
  const verdict = held
    ? `${badge.name} ${level.level} is held.`
    : tree.met === true && hasBefore
      ? 'It is due.'
      : `Not yet: ${hasBefore ? firstUnmet(tree) : `it needs ${before?.level ?? ''} first`}.`;
  return { rule, name: `${badge.name}, ${level.level}`, verdict, met: held || tree.met, gates, tree };
}

function explainTier(evaluation: Evaluation, id: string, rule: string): ExplanationView | undefined {
  const tier = evaluation.prepared.tier(id);
  if (tier === undefined) return undefined;
  const children = tier.levels.flatMap(({ id: level, when }) =>
    when === undefined ? [] : [{ ...explainCondition(evaluation, when), need: level }],
  );
  const held = evaluation.decisions.tiers[id]?.level ?? tier.levels[0]?.id ?? '';
  const tree = { text: tier.name, kind: 'tier', met: null, value: held, children };
  return { rule, name: tier.name, verdict: `The customer is in ${held}.`, met: null, gates: [], tree };
}

function firstUnmet(tree: ExplainNode | null): string {
  if (tree === null) return 'its terms are not set';
  const unmet = tree.children.find(({ met }) => met === false);
  if (tree.kind === 'and' && unmet !== undefined) return firstUnmet(unmet);
  return tree.need ?? tree.text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
