import { calendarDate, likelyDate } from '../../calendar-date.ts';
import type { DocumentValues } from '../../schemas/index.ts';
import type { Problem } from '../problem.ts';
import { conflict, missing } from './problems.ts';

export function campaignStart(value: DocumentValues['campaign']): readonly Problem[] {
  const problems: Problem[] = [];
  if (value.trigger === undefined && value.audience === undefined) {
    problems.push(missing(['trigger'], 'A campaign needs a `trigger`, an `audience` or both.'));
  }
  if (value.from !== undefined && value.until !== undefined && value.until < value.from) {
    problems.push(
      conflict(['until'], `The campaign ends (${value.until}) before it starts (${value.from}).`, {
        kind: 'fill',
        text: value.from,
      }),
    );
  }
  return problems;
}

/** Days that are no days of the calendar, such as 2026-02-30. */
export function dates<Field extends string>(
  value: { readonly [Key in Field]?: string | undefined },
  fields: readonly Field[],
): readonly Problem[] {
  return fields.flatMap((field): readonly Problem[] => {
    const text = value[field];
    if (text === undefined || calendarDate(text) !== undefined) return [];
    const likely = likelyDate(text);
    const hint = likely === undefined ? '.' : ` — did you mean \`${likely}\`?`;
    const remedy =
      likely === undefined
        ? {}
        : { remedy: { kind: 'replace', text: likely, title: `Write \`${likely}\`` } as const };
    const message = `\`${text}\` is no day of the calendar${hint}`;
    return [
      {
        code: 'schema-value',
        path: [field],
        at: 'value',
        message,
        expected: 'a day such as 2026-03-01',
        ...remedy,
        recovery: { kind: 'none' },
      },
    ];
  });
}
