/** The form of the states that this version writes; a release says which form its steps write. */
export const STATE_FORMAT = 1;

/** A state as it was parsed from its text, of whatever form. */
export interface FormattedState {
  readonly format: number;
  readonly [part: string]: unknown;
}

/** Brings a state of one form into the next. Pure, and never edited once released, only followed by others. */
export type FormatUpgrade = (state: FormattedState) => FormattedState;

/** By the form that they read: the first reads 1 and gives 2. */
const UPGRADES: readonly FormatUpgrade[] = [];

/** A customer was kept by a newer version of Cairn. */
export class NewerStateFormat extends Error {}

/** The state in the present form, whichever older one it was kept in. */
export function inPresentFormat(
  state: FormattedState,
  upgrades: readonly FormatUpgrade[] = UPGRADES,
  present = STATE_FORMAT,
): FormattedState {
  if (!Number.isInteger(state.format) || state.format < 1)
    throw new Error(`a state says that its format is ${JSON.stringify(state.format) ?? 'nothing'}`);
  if (state.format > present) {
    throw new NewerStateFormat(
      `a state is kept in format ${state.format}, written by a newer Cairn; this one reads up to ${present}`,
    );
  }
  return upgrades
    .slice(state.format - 1, present - 1)
    .reduce((older, upgrade) => ({ ...upgrade(older), format: older.format + 1 }), state);
}
