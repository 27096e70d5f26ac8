import type { Diagnostic, Fix } from '../../../dsl/index.ts';
import type { Fault } from './inject.ts';

export type Verdict = 'valid' | 'one, in place' | 'one, elsewhere' | 'several' | 'crash';

export interface Judged {
  readonly verdict: Verdict;
  /** Whether the first fix of the first error gives the original back. */
  readonly restored: boolean;
}

/** What the tools make of a fault. */
export function judge(fault: Fault, diagnostics: readonly Diagnostic[]): Judged {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const fix = first?.fixes[0];
  return {
    verdict: verdictOf(fault, errors),
    restored:
      first?.file === fault.original.path &&
      fix !== undefined &&
      applyFix(fault.text, fix) === fault.original.text,
  };
}

function verdictOf(fault: Fault, errors: readonly Diagnostic[]): Verdict {
  const [first, second] = errors;
  if (first === undefined) return 'valid';
  if (second !== undefined) return 'several';
  return touches(fault, first) ? 'one, in place' : 'one, elsewhere';
}

/** Whether an error covers the faulty place, or nothing but blanks and a colon lies between them. */
export function touches({ text, place, original }: Fault, { file, range }: Diagnostic): boolean {
  if (file !== original.path) return false;
  const before = /[\s:]*$/.exec(text.slice(0, place.start))?.[0].length ?? 0;
  const after = /^[\s:]*/.exec(text.slice(place.end))?.[0].length ?? 0;
  return range.start.offset <= place.end + after && range.end.offset >= place.start - before;
}

/** The text after a fix of its own file. */
export function applyFix(text: string, { edits }: Fix): string {
  return edits
    .toSorted((a, b) => b.range.start.offset - a.range.start.offset)
    .reduce(
      (result, { range, text: written }) =>
        result.slice(0, range.start.offset) + written + result.slice(range.end.offset),
      text,
    );
}
