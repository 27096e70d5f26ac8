import type { Edit } from '../diagnostics/diagnostic.ts';
import type { Location } from './document.ts';
import type { SourceFile } from './source-file.ts';
import { removeField } from './remove-field.ts';

/** Where a step of a story stands, and in it its moment and what it expects. */
export interface StepPlaces {
  readonly step: Location;
  readonly at: Location;
  readonly expect: Location;
}

/** What a step expects as a step of its own behind it, at the same moment; undefined where the layout leaves it open. */
export function splitStep({ step, at, expect }: StepPlaces, file: SourceFile): readonly Edit[] | undefined {
  const { text } = file;
  const { keyRange } = expect;
  if (keyRange === undefined) return undefined;
  const moment = text.slice(at.range.start.offset, at.range.end.offset);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const end = step.range.end.offset;
  const lineStart = text.lastIndexOf('\n', step.range.start.offset - 1) + 1;
  const [dash] = /^ *- +/.exec(text.slice(lineStart, step.range.start.offset)) ?? [];
  if (dash?.length !== step.range.start.offset - lineStart || moment === '') return undefined;
  if (expect.inFlow === true) {
    const removal = removeField(expect, file);
    const written = text.slice(keyRange.start.offset, expect.range.end.offset);
    if (removal === undefined || text[end - 1] !== '}') return undefined;
    return [removal, file.edit(end, end, `${lineBreak}${dash}{ at: ${moment}, ${written} }`)];
  }
  // What follows would go into the new step too.
  const isLast = text.slice(expect.range.end.offset, end).trim() === '';
  const before = text.slice(text.lastIndexOf('\n', keyRange.start.offset - 1) + 1, keyRange.start.offset);
  if (!isLast || before !== ' '.repeat(dash.length)) return undefined;
  const start = keyRange.start.offset;
  return [file.edit(start - before.length, start, `${dash}at: ${moment}${lineBreak}${before}`)];
}
