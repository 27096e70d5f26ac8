import { literalUnit } from '../types/index.ts';
import { quantityOf } from './quantity.ts';

/** What is wrong with the distance of a repetition, if anything: a sentence without capital and full stop. */
export function repetitionProblem(every: string): string | undefined {
  const unit = quantityOf(every)?.unit;
  const isDuration = unit !== undefined && literalUnit(unit)?.type === 'duration';
  return isDuration ? undefined : `"${every}" is no duration such as 1d`;
}
