import type { EventType } from '../program/program.ts';
import { literalUnit, unitOf } from '../types/index.ts';
import { quantityOf } from './quantity.ts';

/**
 * The value that a story writes for an event, in the catalogue's unit: a plain number is in it already, a quantity is
 * converted. Else what is wrong with it: a sentence without capital and full stop.
 */
export function eventValue(type: EventType, text: string): number | { readonly problem: string } {
  const quantity = quantityOf(text);
  if (quantity === undefined) return { problem: `"${text}" is neither a number nor a quantity` };
  if (type.unit === undefined) return { problem: `\`${type.id}\` has no value` };
  if (quantity.value < 0 && type.signed !== true)
    return { problem: `a value of \`${type.id}\` is never below zero, as "${text}" is` };
  if (quantity.unit === undefined) return quantity.value;
  const own = unitOf(type.unit);
  if (own === undefined || literalUnit(quantity.unit)?.type !== own.type)
    return { problem: `\`${type.id}\` is measured in ${type.unit}, which "${text}" is not` };
  return quantity.base / own.factor;
}
