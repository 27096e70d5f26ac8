import type { Feature } from '../../dsl/program/features.ts';
import type { Logic } from '../../dsl/program/logic.ts';
import type { LogicValue, Scalar } from '../logic/values.ts';
import type { Range, Viewpoint } from '../calendar/windows.ts';
import type { CompiledKeepers } from './compile-keepers.ts';
import type { Facts } from './facts-state.ts';

/** What features are read from, as of one instant. */
export interface ReadContext extends Viewpoint {
  readonly facts: Facts;
  readonly keepers: CompiledKeepers;
  /** Start of the local hour of `at`: the `now` of every expression. */
  readonly now: number;
  /** When the customer was first seen, ms; null: never. */
  readonly firstSeen: number | null;
  /** The mission's fixed values, for counts by value. */
  readonly fixed?: Readonly<Record<string, Scalar>> | undefined;
  /** Features by key, for those that are made of others. */
  readonly features: Readonly<Record<string, Feature>>;
  /** Evaluates the logic inside `median_of_periods` over the variables that `read` gives. */
  evaluate(logic: Logic, read: (path: string) => LogicValue): LogicValue;
  /** Holds are decided, percentiles are constants of the release: both come from elsewhere. */
  hold(feature: Feature): Scalar;
  percentile(feature: Feature): Scalar;
  /** Replaces the feature's own window, while past periods are read. */
  readonly range?: Range | undefined;
}
