/** Constants of a release: what is measured over the base, and which source types are live. */
export interface Constants {
  /** `metric@percent` → value, or → by segment: `metric@percent@segment`. */
  readonly percentiles: Readonly<Record<string, number>>;
  readonly live: readonly string[];
}

/** What nodes decide by. */
export interface Release {
  readonly n: number;
  readonly constants: Constants;
  /**
   * Which release brought what customers qualify for, or changed what it asks, by key (`mission:data_explorer`,
   * `badge:power_user:gold`); absent: it was always so.
   */
  readonly since?: Readonly<Record<string, number>>;
  /**
   * When it went live, ms: what was due up to then is run by the release before it, and a customer goes over to it no
   * earlier. Absent: he goes over at his own clock, before anything that is due.
   */
  readonly live_at?: number;
}
