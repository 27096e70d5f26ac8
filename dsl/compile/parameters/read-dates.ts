import type { Fix } from '../../diagnostics/index.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeValue } from '../fields/field-fixes.ts';
import { calendarDate, likelyDate } from '../../documents/calendar-date.ts';

type ParameterDocument = DocumentOf<'parameter'>;

/** The days from which the values hold, rising; undefined where one is faulty, which is then reported. */
export function readDates(
  document: ParameterDocument,
  fields: FieldCompiler,
): readonly (string | undefined)[] | undefined {
  const { values } = document.value;
  const dates = values.map(({ from }, index) => readDate(document, from, index, fields));
  if (dates.includes(null)) return undefined;
  const known = dates.map(date => date ?? undefined);
  return rises(document, known, fields) ? known : undefined;
}

/** Undefined: it holds from ever; null: faulty. */
function readDate(
  document: ParameterDocument,
  from: string | undefined,
  index: number,
  fields: FieldCompiler,
): string | undefined | null {
  if (from === undefined) {
    if (index === 0) return undefined;
    const message = 'Only the first value may stand without `from`: it holds before all dates.';
    fields.report(document, ['values', index], 'schema-missing-field', message, '`from: 2026-03-01`');
    return null;
  }
  const date = calendarDate(from);
  if (date !== undefined) return date;
  const likely = likelyDate(from);
  const path = ['values', index, 'from'];
  const fixes = writeValue(document, path, likely);
  const hint = likely === undefined ? '.' : ` — did you mean \`${likely}\`?`;
  fields.report(
    document,
    path,
    'parameter-date',
    `\`${from}\` is no date${hint}`,
    'a day such as 2026-03-01',
    fixes,
  );
  return null;
}

function rises(
  document: ParameterDocument,
  dates: readonly (string | undefined)[],
  fields: FieldCompiler,
): boolean {
  let isFine = true;
  dates.forEach((date, index) => {
    const before = dates[index - 1];
    if (date === undefined || before === undefined || date > before) return;
    isFine = false;
    const message =
      date === before
        ? `Two values hold from ${date}: only one can.`
        : `${date} comes before ${before}: values stand in the order of their days.`;
    const fixes = date === before || new Set(dates).size < dates.length ? [] : inOrder(document, dates);
    fields.report(
      document,
      ['values', index, 'from'],
      'parameter-order',
      message,
      `a day after ${before}`,
      fixes,
    );
  });
  return isFine;
}

/** Puts each day, with its value, where it belongs. */
function inOrder(document: ParameterDocument, dates: readonly (string | undefined)[]): readonly Fix[] {
  const { values } = document.value;
  const order = values
    .map((_, index) => index)
    .toSorted((a, b) => ((dates[a] ?? '') < (dates[b] ?? '') ? -1 : 1));
  const edits = order.flatMap((from, to) => {
    const source = values[from];
    if (source === undefined || from === to) return [];
    const write = (key: 'from' | 'value', text: string | undefined) =>
      text === undefined ? [] : (document.locate(['values', to, key]).expression?.replace(text) ?? []);
    return [...[write('from', source.from)].flat(), ...[write('value', source.value)].flat()];
  });
  return [{ title: 'Put the values in the order of their days', edits }];
}
