import type { Command, Input } from '../model.ts';
import { buildPointsCommand, namedInput } from './build-points-command.ts';
import { quantityOf } from '../../dsl/stories/quantity.ts';
import { isFault, repeatFault } from './step-fault.ts';
import type { StepFault } from './step-fault.ts';
import type { Moment, TestStep } from './timeline.ts';

export type CommandStep = Extract<TestStep, { do: string }>;

/** What a command step asks of the engine, or what it lacks; `steps` are all of its story. */
export function buildCommand(
  moment: Moment,
  step: CommandStep,
  customer: string,
  maxActive: number,
  steps: readonly TestStep[],
): Input | StepFault {
  const fault = repeatFault(step.repeat);
  if (fault !== undefined) return fault;
  const command = commandOf(step, customer, maxActive, steps);
  if (isFault(command)) return command;
  const { copy } = moment;
  const named = step.id === undefined ? undefined : namedInput(copy === 1 ? step.id : `${step.id}-${copy}`);
  const id = named ?? `scenario:step-${moment.step + 1}-${copy}`;
  if (command === null) return { kind: 'tick', id, customer, at: moment.at, body: null, bodyHash: '' };
  return { kind: 'command', id, customer, at: moment.at, body: command, bodyHash: '' };
}

/** Null: it only lets time pass. */
function commandOf(
  step: CommandStep,
  customer: string,
  maxActive: number,
  steps: readonly TestStep[],
): Command | null | StepFault {
  const { mission, badge, level } = step;
  const lacks = (field: string, message: string): StepFault => ({ field: [field], message });
  const reason = step.reason ?? 'scenario';
  switch (step.do) {
    case 'advance':
      return null;
    case 'generate':
      return { do: 'generate', max_missions: maxActive, force_regenerate: false };
    case 'approve':
    case 'decline':
    case 'withdraw':
      return mission === undefined
        ? lacks('do', `${step.do} needs a mission`)
        : { do: step.do, mission, reason };
    case 'progress': {
      if (mission === undefined || step.value === undefined)
        return lacks('do', 'progress needs a mission and a value');
      const value = quantityOf(step.value);
      if (value === undefined) return lacks('value', `"${step.value}" is neither a number nor a quantity`);
      return { do: 'progress', mission, current_value: value.base };
    }
    case 'award':
    case 'revoke': {
      if (badge === undefined || level === undefined)
        return lacks('do', `${step.do} needs a badge and a level`);
      return {
        do: step.do,
        badge,
        level,
        reason,
        ...(step.cause === undefined ? {} : { cause: step.cause }),
      };
    }
    case 'redeem':
    case 'hold':
    case 'capture':
    case 'release':
    case 'reverse':
      return buildPointsCommand(step.do, step, customer, steps);
  }
}
