import type { MissionRule } from '../../dsl/program/program.ts';
import type { Evaluation } from '../runtime/evaluation.ts';
import { shareOf } from '../runtime/share.ts';
import type { RunningMission } from '../state.ts';
import { pastOf } from '../upgrade/past-notes.ts';

export interface Gate {
  readonly gate: string;
  readonly passed: boolean;
  /** What it says about this customer, in a sentence. */
  readonly sentence: string;
}

/** Gates that hold for all missions of a customer: who is left out of the programme altogether. */
export function customerGates(evaluation: Evaluation, customer: string): readonly Gate[] {
  const { policy } = evaluation.prepared;
  const excluded = policy.exclude !== undefined && evaluation.truth(policy.exclude);
  const heldOut = isHeldOut(evaluation, customer);
  return [
    {
      gate: 'excluded',
      passed: !excluded,
      sentence: excluded
        ? `The policy leaves this customer out: ${policy.exclude?.text ?? ''}.`
        : 'The policy does not leave this customer out.',
    },
    {
      gate: 'holdout',
      passed: !heldOut,
      sentence: heldOut
        ? 'The customer is in the holdout group, which gets no missions, so that their effect can be measured.'
        : 'The customer is not in the holdout group.',
    },
  ];
}

/** Whether any of them is closed, without saying which. */
export function isLeftOut(evaluation: Evaluation, customer: string): boolean {
  const { exclude } = evaluation.prepared.policy;
  return (exclude !== undefined && evaluation.truth(exclude)) || isHeldOut(evaluation, customer);
}

export function isHeldOut(evaluation: Evaluation, customer: string): boolean {
  const { share, salt } = evaluation.prepared.policy.holdout;
  return share > 0 && shareOf(`${salt}:${customer}`) < share;
}

/** Whether any gate of the template is closed, without saying which: asked of every template at every day close. */
export function isClosed(evaluation: Evaluation, rule: MissionRule, customer: string): boolean {
  const { missions, templates } = evaluation.decisions;
  const notBefore = templates[rule.id]?.not_before;
  if (notBefore !== undefined && evaluation.at < notBefore) return true;
  const { past } = evaluation.decisions;
  if (past !== undefined && pastOf(evaluation.decisions, `mission:${rule.id}`) === 'from_now') return true;
  return (
    missions.some(mission => mission.template === rule.id && takesPlace(mission)) ||
    isControl(evaluation, rule, customer)
  );
}

function takesPlace({ status }: RunningMission): boolean {
  return status === 'proposed' || status === 'active';
}

/** Drawn by the id that the mission had first, so that a rename does not draw anew. */
function isControl(evaluation: Evaluation, rule: MissionRule, customer: string): boolean {
  const { holdout, control } = evaluation.prepared.policy;
  const share = rule.control ?? control.share;
  return share > 0 && shareOf(`${holdout.salt}:${rule.was[0] ?? rule.id}:${customer}`) < share;
}

const PAST_GATE: Gate = {
  gate: 'past',
  passed: false,
  sentence: 'The customer met its condition before the mission went live, and must meet it anew.',
};

/** Gates of one template that need no terms: control group, running already, cool-down. */
export function templateGates(evaluation: Evaluation, rule: MissionRule, customer: string): readonly Gate[] {
  const control = isControl(evaluation, rule, customer);
  const running = evaluation.decisions.missions.find(
    mission => mission.template === rule.id && takesPlace(mission),
  );
  const notBefore = evaluation.decisions.templates[rule.id]?.not_before;
  const isPast = pastOf(evaluation.decisions, `mission:${rule.id}`) === 'from_now';
  const cooling = notBefore !== undefined && evaluation.at < notBefore;
  return [
    {
      gate: 'control',
      passed: !control,
      sentence: control
        ? 'The customer is in this mission’s control group, so that its effect can be measured.'
        : 'The customer is not in this mission’s control group.',
    },
    {
      gate: 'running',
      passed: running === undefined,
      sentence:
        running === undefined
          ? 'The customer does not have it at the moment.'
          : running.status === 'proposed'
            ? 'It already waits for approval.'
            : 'The customer already has it.',
    },
    {
      gate: 'cooldown',
      passed: !cooling,
      sentence: cooling
        ? `It cools down until ${new Date(notBefore).toISOString().slice(0, 10)}.`
        : 'No cool-down is running.',
    },
    ...(isPast ? [PAST_GATE] : []),
  ];
}
