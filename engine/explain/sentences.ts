import type { Program } from '../../dsl/program/program.ts';
import type { Effect } from '../model.ts';
import { formatValue, plain } from './format-value.ts';
import { pointsSentence } from './points-sentence.ts';

/** One sentence a person can read for what happened. */
export function sentenceOf(effect: Effect, program: Program): string {
  const mission = (id: string): string =>
    `“${program.missions.find(rule => isCalled(rule, id))?.name ?? id}”`;
  const score = (id: string): string => program.scores.find(rule => rule.id === id)?.name ?? id;
  const badge = (id: string): string => `“${program.badges.find(rule => isCalled(rule, id))?.name ?? id}”`;
  switch (effect.kind) {
    case 'score_changed':
      return `${score(effect.score)} ${effect.after > effect.before ? 'rose' : 'fell'} from ${plain(effect.before)} to ${plain(effect.after)}.`;
    case 'score_crossed':
      return `${score(effect.score)} went ${effect.direction === 'up' ? 'above' : 'below'} ${effect.threshold}, to ${plain(effect.after)}.`;
    case 'mission_progressed':
      return `Mission ${mission(effect.template)} is at ${percent(effect.after, effect.target)}.`;
    case 'mission_proposed':
      return `Mission ${mission(effect.mission.template)} waits for approval.`;
    case 'mission_assigned':
      return `Mission ${mission(effect.mission.template)} was given, level ${effect.mission.level}.`;
    case 'mission_adjusted':
      return `The progress of ${mission(effect.template)} was set by hand.`;
    case 'mission_step_done':
      return `A step of ${mission(effect.template)} is done: ${stepName(program, effect.template, effect.step)}.`;
    case 'mission_closing':
      return `The period of ${mission(effect.template)} is over; late events may still count.`;
    case 'mission_completed':
      return `Mission ${mission(effect.template)} is completed${effect.points > 0 ? ` and paid ${plain(effect.points)} points` : ''}.`;
    case 'mission_expired':
      return `Mission ${mission(effect.template)} ended at ${percent(effect.value, effect.target)}.`;
    case 'mission_withdrawn':
      return `Mission ${mission(effect.template)} was withdrawn: ${effect.reason}.`;
    case 'mission_reversed':
      return `Mission ${mission(effect.template)} was reversed, because an event behind it was taken back.`;
    case 'mission_settled':
      return `Mission ${mission(effect.template)} is settled.`;
    case 'points_posted':
      return pointsSentence(effect, program.policy.time.zone);
    case 'reward_granted': {
      const parts = [
        effect.data === undefined ? null : formatValue(effect.data, 'data'),
        effect.money === undefined ? null : `${plain(effect.money)} back`,
        effect.offer === undefined ? null : `the offer ${effect.offer}`,
      ].filter(part => part !== null);
      return `${mission(effect.template)} earned ${parts.join(' and ')}.`;
    }
    case 'badge_awarded':
      return `Badge ${badge(effect.badge)} reached ${effect.level}${effect.points > 0 ? ` (${plain(effect.points)} points towards the tier)` : ''}.`;
    case 'badge_revoked':
      return `Badge ${badge(effect.badge)} lost ${effect.level} (${effect.reason}).`;
    case 'tier_changed':
      return `Tier went ${effect.direction} from ${effect.from} to ${effect.to}.`;
    case 'tier_waiting':
      return effect.since === null
        ? 'The tier is safe again.'
        : 'The tier’s condition is no longer met; its grace period runs.';
    case 'segment_changed': {
      const name = program.segments.find(({ id }) => id === effect.segment)?.name ?? effect.segment;
      return effect.member ? `Joined the segment “${name}”.` : `Left the segment “${name}”.`;
    }
    case 'hold_changed':
      return `“${effect.hold}” ${effect.value ? 'holds' : 'no longer holds'} at the day’s close.`;
    case 'rule_renamed':
      return `What was held as “${effect.from}” is now held as ${effect.of === 'mission' ? mission(effect.to) : effect.of === 'badge' ? badge(effect.to) : `“${effect.to}”`}.`;
    case 'past_noted':
      return pastSentence(effect.rule, effect.past);
    case 'campaign_triggered':
      return `Campaign “${program.campaigns.find(({ id }) => id === effect.campaign)?.name ?? effect.campaign}” was triggered.`;
  }
}

/** Now, or formerly: what happened under a former id is told by the present name. */
function isCalled(rule: { readonly id: string; readonly was: readonly string[] }, id: string): boolean {
  return rule.id === id || rule.was.includes(id);
}

function pastSentence(rule: string, past: 'quiet' | 'from_now' | null): string {
  const name = rule.split(':').slice(1).join(' ');
  if (past === null) return `“${name}” is open again: its condition is no longer met.`;
  return past === 'quiet'
    ? `The condition of “${name}” was met before it went live: nobody is told of it.`
    : `The condition of “${name}” was met before it went live: it counts when it is met anew.`;
}

function percent(value: number, target: number): string {
  return `${Math.round(target === 0 ? 100 : Math.min(1, value / target) * 100)} %`;
}

function stepName(program: Program, template: string, step: string): string {
  for (const { progress } of program.missions.find(({ id }) => id === template)?.variants ?? []) {
    if (progress.kind !== 'steps') continue;
    const found = progress.steps.find(({ id }) => id === step);
    if (found !== undefined) return found.name;
  }
  return step;
}
