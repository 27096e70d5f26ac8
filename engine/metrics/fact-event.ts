/** An event as rules see it: quantities in their base (byte, ms, bit/s, points, currency units, plain numbers). */
export interface FactEvent {
  /** Orders events of the same instant. */
  readonly id: string;
  readonly type: string;
  /** When it happened, ms since the epoch. */
  readonly time: number;
  /** Source type. */
  readonly source: string;
  readonly value?: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}
