import type { Edit, Range } from '../../diagnostics/diagnostic.ts';
import type { RuleSymbol } from './symbol.ts';

/** A place where something is named. */
export interface Occurrence {
  readonly symbols: readonly RuleSymbol[];
  /** A family of events is named, or an attribute that its members share: not one of them by its own name. */
  readonly family: boolean;
  readonly file: string;
  readonly range: Range;
  /** It is made here, not just named. */
  readonly defines: boolean;
  /** Puts another name in its place. */
  readonly edit: (text: string) => Edit;
}
