import { awardLevel, holdsLevel, revokeFrom } from '../badges/judge-badges.ts';
import { checkBadges } from '../badges/check-badges.ts';
import { generateMissions } from '../missions/generate.ts';
import { adjustProgress, approveMission, withdrawMission } from '../missions/mission-commands.ts';
import type { Command, Entry, Input, Json, PointsCommand } from '../model.ts';
import { readsPostings, runPointsCommand } from '../points/point-commands.ts';
import { finishEntry, startEntry } from '../runtime/customer-step.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import { react } from './react.ts';

type CommandInput = Extract<Input, { kind: 'command' }>;

/**
 * Carries out what was asked; what cannot be done is answered, not thrown, and changes nothing. Asks for the history
 * where that tells what was posted before.
 */
export function runCommand(
  step: CustomerStep,
  input: CommandInput,
  history: readonly Entry[] | undefined,
): 'history' | undefined {
  const { body } = input;
  if (isPointsCommand(body) && readsPostings(step, body) && history === undefined) return 'history';
  startEntry(step);
  const answer = isPointsCommand(body)
    ? runPointsCommand(step, input.id, body, [...(history ?? []), ...step.entries])
    : answerTo(step, body);
  react(step, new Map());
  finishEntry(step, input, answer);
  return undefined;
}

const POINTS_COMMANDS: readonly Command['do'][] = ['redeem', 'hold', 'capture', 'release', 'reverse'];

function isPointsCommand(command: Command): command is PointsCommand {
  return POINTS_COMMANDS.includes(command.do);
}

function answerTo(step: CustomerStep, command: Exclude<Command, PointsCommand>): Json {
  switch (command.do) {
    case 'generate': {
      const notGenerated = generateMissions(step, {
        maxMissions: command.max_missions,
        replaceUntouched: command.force_regenerate,
      });
      return { ok: true, not_generated: notGenerated.map(refused => ({ ...refused.explain() })) };
    }
    case 'progress':
      return adjustProgress(step, command);
    case 'approve':
      return approveMission(step, command.mission);
    case 'decline':
    case 'withdraw':
      return withdrawMission(
        step,
        command.mission,
        command.reason ?? (command.do === 'decline' ? 'declined' : 'withdrawn'),
      );
    case 'check_badges':
      return checkBadges(step, command.badge);
    case 'award':
      return award(step, command);
    case 'revoke':
      return revoke(step, command);
  }
}

type BadgeCommand = Extract<Command, { do: 'award' | 'revoke' }>;

function award(step: CustomerStep, { badge, level, reason }: BadgeCommand): Json {
  const rule = step.prepared.badge(badge);
  const index = rule?.levels.findIndex(({ level: other }) => other === level) ?? -1;
  const found = rule?.levels[index];
  if (rule === undefined || found === undefined) return notFound(`there is no badge ${badge}:${level}`);
  if (holdsLevel(step.decisions, badge, level))
    return conflict(`the customer already holds ${badge}:${level}`);
  const missing = rule.levels[index - 1];
  if (missing !== undefined && !holdsLevel(step.decisions, badge, missing.level)) {
    return conflict(`${badge}:${level} needs ${badge}:${missing.level} first`);
  }
  awardLevel(step, badge, level, found.points, `awarded by hand: ${reason}`);
  return { ok: true };
}

function revoke(step: CustomerStep, { badge, level, reason, cause = 'operator' }: BadgeCommand): Json {
  const rule = step.prepared.badge(badge);
  const index = rule?.levels.findIndex(({ level: other }) => other === level) ?? -1;
  if (rule === undefined || index < 0) return notFound(`there is no badge ${badge}:${level}`);
  if (!holdsLevel(step.decisions, badge, level))
    return conflict(`the customer does not hold ${badge}:${level}`);
  if (!rule.revokeOn.includes(cause))
    return conflict(`the rules let ${badge} be revoked for ${rule.revokeOn.join(', ')} only`);
  revokeFrom(step, rule, index, cause, reason);
  return { ok: true };
}

function notFound(detail: string): Json {
  return { ok: false, code: 'not_found', detail };
}

function conflict(detail: string): Json {
  return { ok: false, code: 'conflict', detail };
}
