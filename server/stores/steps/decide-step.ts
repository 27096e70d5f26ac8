import type { Decide, Entry, Step } from '../../../engine/model.ts';
import type { DecideStep } from '../store.ts';

/** Has one customer's inputs decided, with the history where it is asked for; throws what `decide` throws. */
export async function decideStep(
  decide: DecideStep,
  customer: string,
  given: readonly [before: Parameters<Decide>[0], fresh: Parameters<Decide>[1]],
  readHistory: (customer: string) => Promise<readonly Entry[]>,
): Promise<Step> {
  let decided = await decide(...given);
  if ('needs' in decided && decided.needs === 'history') {
    decided = await decide(...given, await readHistory(customer));
  }
  if (!('needs' in decided)) return decided;
  if (decided.needs === 'history')
    throw new Error(`The step of customer ${customer} asks for its history again.`);
  throw new Error(`Release ${decided.needs} of customer ${customer} is unknown to this node.`);
}
