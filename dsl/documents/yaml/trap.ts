import type { DiagnosticCode } from '../../diagnostics/catalogue.ts';
import type { Splice } from './edited-text.ts';

/** A place where YAML reads something else than the author wrote. Offsets are those of the text it was found in. */
export interface Trap {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fixes: readonly { readonly title: string; readonly splices: readonly Splice[] }[];
  /** What to read instead, so that the rest of the document can be checked too; absent: the document is lost. */
  readonly repair?: readonly Splice[];
}

/** A trap that quotes around `start` to `end` mend. */
export function quotable(
  code: DiagnosticCode,
  message: string,
  text: string,
  start: number,
  end: number,
): Trap {
  const inside = text.slice(start, end);
  const quoted = inQuotes(inside);
  return {
    code,
    message,
    start,
    end,
    fixes: [{ title: `Put it in quotes: ${onOneLine(quoted)}`, splices: [{ start, end, text: quoted }] }],
    repair: [
      { start, end: start, text: "'" },
      ...[...inside.matchAll(/'/g)].map(({ index }) => ({
        start: start + index,
        end: start + index,
        text: "'",
      })),
      { start: end, end, text: "'" },
    ],
  };
}

/** A trap that one splice mends. */
export function mendable(
  code: DiagnosticCode,
  message: string,
  range: readonly [number, number],
  title: string,
  splice: Splice,
): Trap {
  return {
    code,
    message,
    start: range[0],
    end: range[1],
    fixes: [{ title, splices: [splice] }],
    repair: [splice],
  };
}

export const inQuotes = (text: string) => `'${text.replaceAll("'", "''")}'`;

export const onOneLine = (text: string) => text.replace(/\s+/g, ' ');
