import type { Command, Input } from '../model.ts';
import { quantityOf, repeatProblem } from './quantity.ts';
import type { Moment, TestStep } from './timeline.ts';

export type CommandStep = Extract<TestStep, { do: string }>;

/** What a command step asks of the engine; null where it only lets time pass; a sentence where it lacks something. */
export function buildCommand(
  moment: Moment,
  step: CommandStep,
  customer: string,
  maxActive: number,
): Input | string {
  const problem = repeatProblem(step.repeat);
  if (problem !== undefined) return problem;
  const command = commandOf(step, maxActive);
  if (typeof command === 'string') return command;
  const id = `scenario:step-${moment.step + 1}-${moment.copy}`;
  if (command === null) return { kind: 'tick', id, customer, at: moment.at, body: null, bodyHash: '' };
  return { kind: 'command', id, customer, at: moment.at, body: command, bodyHash: '' };
}

function commandOf(step: CommandStep, maxActive: number): Command | null | string {
  const { mission, badge, level } = step;
  const reason = step.reason ?? 'scenario';
  switch (step.do) {
    case 'advance':
      return null;
    case 'generate':
      return { do: 'generate', max_missions: maxActive, force_regenerate: false };
    case 'approve':
    case 'decline':
    case 'withdraw':
      return mission === undefined ? `${step.do} needs a mission` : { do: step.do, mission, reason };
    case 'progress': {
      const value = step.value === undefined ? undefined : quantityOf(step.value);
      if (mission === undefined || value === undefined) return 'progress needs a mission and a value';
      return { do: 'progress', mission, current_value: value.base };
    }
    case 'award':
    case 'revoke': {
      if (badge === undefined || level === undefined) return `${step.do} needs a badge and a level`;
      return {
        do: step.do,
        badge,
        level,
        reason,
        ...(step.cause === undefined ? {} : { cause: step.cause }),
      };
    }
  }
}
