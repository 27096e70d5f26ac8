import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPrintedRecord, noteKey, printRecord } from '../../../engine/metrics/printed-record.ts';

const KEYS = ['aa', 'b', 'cccc', 'd', 'zz'];

/** A key's part becomes a value, or goes (null); or what there is is printed. */
const change = fc.oneof(
  fc.record({
    key: fc.constantFrom(...KEYS),
    value: fc.oneof(fc.string({ maxLength: 6 }), fc.constant(null)),
  }),
  fc.constant('print' as const),
);

describe('the printed text of a record', () => {
  it('is that of a record printed afresh, whatever changed, came or went between two prints', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...KEYS), fc.string()),
        fc.array(change),
        (first, changes) => {
          const record: Record<string, string> = { ...first };
          const printed = createPrintedRecord(record);
          for (const one of [...changes, 'print' as const]) {
            if (one === 'print') {
              expect(printRecord(printed, record, text => JSON.stringify(text))).toBe(afresh(record));
              continue;
            }
            if (one.value === null) Reflect.deleteProperty(record, one.key);
            else record[one.key] = one.value;
            noteKey(printed, one.key);
          }
        },
      ),
    );
  });

  it('prints anew only what was said to have changed', () => {
    const record = { a: 'one', b: 'two' };
    const printed = createPrintedRecord(record);
    const asked: string[] = [];
    const print = (text: string): string => {
      asked.push(text);
      return JSON.stringify(text);
    };
    printRecord(printed, record, print);
    record.b = 'more than two';
    noteKey(printed, 'b');
    printRecord(printed, record, print);
    expect(asked).toEqual(['one', 'two', 'more than two']);
  });
});

function afresh(record: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
}
