import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Group, Result, Waiting } from './lanes.ts';

/** Groups that were decided. */
export interface DecidedGroups<Step> {
  readonly steps: readonly Step[];
  /** Of inputs that have no step: the customer was erased, or his step could not be decided. */
  readonly stepless: ReadonlyMap<Waiting, Result>;
}

/** What deciding needs of what a store has looked up; `index`: of the group. */
export interface GroupDecider<Step> {
  /** Whether the journal has the input. */
  isKnown(id: string): boolean;
  isErased(group: Group, index: number): boolean;
  decide(group: Group, fresh: readonly Waiting[], index: number): Promise<Step>;
}

/** How long steps are decided on this thread before others get their turn. */
const SLICE_MS = 20;

/** Has the groups' fresh inputs decided; one that cannot be decided keeps no other from it. */
export async function decideGroups<Step>(
  groups: readonly Group[],
  decider: GroupDecider<Step>,
): Promise<DecidedGroups<Step>> {
  const stepless = new Map<Waiting, Result>();
  const deciding: Promise<Step | null>[] = [];
  let since = performance.now();
  for (const [index, group] of groups.entries()) {
    const fresh = group.members.filter(({ input }) => !decider.isKnown(input.id));
    if (decider.isErased(group, index)) {
      for (const member of fresh) stepless.set(member, { id: member.input.id, error: 'erased' });
    } else if (fresh.length > 0) {
      deciding.push(
        decider.decide(group, fresh, index).catch((thrown: unknown) => {
          for (const member of fresh) stepless.set(member, { id: member.input.id, thrown });
          return null;
        }),
      );
    }
    if (performance.now() - since < SLICE_MS) continue;
    await nextTurn();
    since = performance.now();
  }
  const steps = (await Promise.all(deciding)).filter(step => step !== null);
  return { steps, stepless };
}
