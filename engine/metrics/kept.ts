import type { EventLogic } from './event-logic.ts';
import type { FactEvent } from './fact-event.ts';
import type { Facts } from './facts-state.ts';
import type { Clock, Moment } from './moment.ts';

export type Fold = (facts: Facts, event: FactEvent, moment: Moment) => void;
/** Says whether anything was forgotten. */
export type Prune = (facts: Facts, before: Clock, after: Clock) => boolean;

/** How one keeper takes events up and forgets them. */
export interface Kept {
  /** `values`: what the tap reads from the event. */
  fold(values: readonly EventLogic[]): Fold;
  readonly prune?: Prune;
  /** What it forgets moves on by hours; without it by days. */
  readonly hourly?: boolean;
}
