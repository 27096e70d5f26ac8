import type { Splice } from './edited-text.ts';

/** One small change to a document's text that may be what its author meant. */
export interface StructureRepair {
  readonly splices: readonly Splice[];
  /** What is wrong, where, and what the change does. */
  readonly message: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}
