import type { MissionRule } from '../../dsl/program/program.ts';
import type { AssignedMission } from '../model.ts';
import { explainWhyNot } from '../explain/why-not.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import type { NotGenerated } from '../views.ts';
import { priceCandidate } from './candidate-price.ts';
import { quickGateOf } from './quick-gate.ts';
import { customerGates, isClosed, isLeftOut, templateGates } from './gates.ts';
import { termsFor } from './terms.ts';
import { typesOf } from './types-of.ts';
import type { Candidate } from './terms.ts';

export interface PricedCandidate extends Candidate {
  readonly why: AssignedMission['why'];
}

/** A template that cannot be given; saying why takes longer than finding out, so it waits until somebody asks. */
export interface Refusal {
  readonly template: string;
  explain(): NotGenerated;
}

export interface Proposals {
  /** Highest priority first; equal ones by id. */
  readonly candidates: readonly PricedCandidate[];
  readonly refused: readonly Refusal[];
}

/** Templates looked at for one customer: what could be given, highest priority first. */
export function candidatesAmong(
  evaluation: Evaluation,
  customer: string,
  missions: readonly MissionRule[],
): readonly PricedCandidate[] {
  if (isLeftOut(evaluation, customer)) return [];
  const candidates: PricedCandidate[] = [];
  for (const rule of missions) {
    const found = lookAt(evaluation, rule, customer);
    if (typeof found === 'object' && 'why' in found) candidates.push(found);
  }
  return byPriority(candidates);
}

/** The same, with why the others could not be given. */
export function proposeMissions(
  evaluation: Evaluation,
  customer: string,
  missions: readonly MissionRule[],
): Proposals {
  const closed = customerGates(evaluation, customer).find(({ passed }) => !passed);
  if (closed !== undefined) {
    return { candidates: [], refused: missions.map(({ id }) => refusal(id, closed.sentence)) };
  }
  const candidates: PricedCandidate[] = [];
  const refused: Refusal[] = [];
  for (const rule of missions) {
    const result = proposeMission(evaluation, rule, customer);
    if ('why' in result) candidates.push(result);
    else refused.push(result);
  }
  return { candidates: byPriority(candidates), refused };
}

export function byPriority(candidates: readonly PricedCandidate[]): readonly PricedCandidate[] {
  return [...candidates].sort((a, b) => b.why.priority - a.why.priority || (a.rule.id < b.rule.id ? -1 : 1));
}

export function refusal(template: string, reason: string): Refusal {
  return { template, explain: () => ({ template_id: template, reason }) };
}

function proposeMission(
  evaluation: Evaluation,
  rule: MissionRule,
  customer: string,
): PricedCandidate | Refusal {
  const found = lookAt(evaluation, rule, customer);
  if (found === 'closed') {
    const gate = (): string | undefined =>
      templateGates(evaluation, rule, customer).find(({ passed }) => !passed)?.sentence;
    return { template: rule.id, explain: () => ({ template_id: rule.id, reason: gate() ?? '' }) };
  }
  if (found === 'not met') return { template: rule.id, explain: () => explainRefusal(evaluation, rule) };
  if ('reason' in found) return refusal(rule.id, found.reason);
  if ('why' in found) return found;
  return { template: rule.id, explain: () => whyNot(evaluation, rule, found) };
}

/** What a template comes to; a candidate without a price does not meet its condition on its own terms. */
type Found = PricedCandidate | Candidate | { readonly reason: string } | 'closed' | 'not met';

function lookAt(evaluation: Evaluation, rule: MissionRule, customer: string): Found {
  if (isClosed(evaluation, rule, customer)) return 'closed';
  for (const part of quickGateOf(rule.generate.when)) if (!evaluation.truth(part)) return 'not met';
  const from = evaluation.decisions.templates[rule.id]?.level ?? evaluation.prepared.policy.level.first;
  const terms = termsFor(evaluation, rule, from);
  if ('reason' in terms) return terms;
  const { candidate } = terms;
  if (!evaluation.truth(rule.generate.when, candidate.locals)) return candidate;
  return { ...candidate, why: priceCandidate(evaluation, candidate) };
}

/** Why a template whose condition is not met is refused: its terms come first, as they would in a full look. */
function explainRefusal(evaluation: Evaluation, rule: MissionRule): NotGenerated {
  const from = evaluation.decisions.templates[rule.id]?.level ?? evaluation.prepared.policy.level.first;
  const terms = termsFor(evaluation, rule, from);
  return 'reason' in terms
    ? { template_id: rule.id, reason: terms.reason }
    : whyNot(evaluation, rule, terms.candidate);
}

function whyNot(evaluation: Evaluation, rule: MissionRule, { locals, variant }: Candidate): NotGenerated {
  const { reason, howFar } = explainWhyNot(evaluation, rule.generate.when, {
    locals,
    types: typesOf(rule, variant),
  });
  return { template_id: rule.id, reason, ...(howFar === undefined ? {} : { how_far: howFar }) };
}
