import { literalUnit } from '../../dsl/types/index.ts';
import { DAY_MS } from '../calendar/zone.ts';
import type { PointsCommand } from '../model.ts';
import { pointsId } from '../points/point-commands.ts';
import { quantityOf } from '../../dsl/stories/quantity.ts';
import type { StepFault } from './step-fault.ts';
import type { TestStep } from './timeline.ts';

type CommandStep = Extract<TestStep, { do: string }>;

/** The command's id, where the story names what it makes. */
export function namedInput(name: string): string {
  return `scenario:named-${name}`;
}

/** What a story asks of its customer's points, where `steps` are all of it; or what it lacks. */
export function buildPointsCommand(
  what: PointsCommand['do'],
  step: CommandStep,
  customer: string,
  steps: readonly TestStep[],
): PointsCommand | StepFault {
  const { of, reason = 'scenario' } = step;
  const amount = amountOf(step);
  if (typeof amount === 'object') return amount;
  const some = amount === undefined ? {} : { amount };
  switch (what) {
    case 'redeem':
      if (amount === undefined) return lacks('redeem needs a value: how many points');
      return { do: 'redeem', amount, reason };
    case 'hold': {
      if (amount === undefined) return lacks('hold needs a value: how many points');
      const lasting = lastingMs(step);
      if (typeof lasting === 'object') return lasting;
      return { do: 'hold', amount, reason, expires_in: lasting };
    }
    case 'capture':
      if (of === undefined) return lacks('capture needs the hold that it is of');
      return { do: 'capture', hold: pointsId('h', customer, namedInput(of)), reason, ...some };
    case 'release':
      if (of === undefined) return lacks('release needs the hold that it is of');
      return { do: 'release', hold: pointsId('h', customer, namedInput(of)), reason };
    case 'reverse': {
      if (of === undefined) return lacks('reverse needs what it is of');
      const kind = isHold(steps, of) ? 'h' : 'r';
      return { do: 'reverse', posting: pointsId(kind, customer, namedInput(of)), reason, ...some };
    }
  }
}

function amountOf({ value }: CommandStep): number | undefined | StepFault {
  if (value === undefined) return undefined;
  const quantity = quantityOf(value);
  if (quantity !== undefined && quantity.unit === undefined) return quantity.base;
  return { field: ['value'], message: `"${value}" is no number of points` };
}

function lastingMs({ expires_in: text }: CommandStep): number | StepFault {
  if (text === undefined) return DAY_MS;
  const quantity = quantityOf(text);
  const isDuration = quantity?.unit !== undefined && literalUnit(quantity.unit)?.type === 'duration';
  if (quantity !== undefined && isDuration && quantity.base > 0) return quantity.base;
  return { field: ['expires_in'], message: `"${text}" is no duration such as 15 min` };
}

function isHold(steps: readonly TestStep[], name: string): boolean {
  const original = name.replace(/-\d+$/, '');
  return steps.some(step => 'do' in step && step.do === 'hold' && (step.id === name || step.id === original));
}

function lacks(message: string): StepFault {
  return { field: ['do'], message };
}
