import { describe, expect, it } from 'vitest';
import {
  addCustomer,
  addShared,
  emptyResult,
  leftOf,
  showResult,
  summaryOf,
} from '../../../server/cli/replay-report.ts';
import type { ReplayResult } from '../../../server/cli/replay-report.ts';
import type { Finding, Verified } from '../../../server/services/verify/index.ts';

const FINDING: Finding = {
  customer: null,
  in: 'projection',
  entry: null,
  path: 'marks: m',
  expected: '1',
  seen: '2',
};

function customer(name: string, what: Partial<Verified> = {}): Verified {
  const restored = { erased: false, dropped: 0 };
  return { customer: name, findings: [], repaired: false, restored, entries: 3, withoutDigest: 0, ...what };
}

/** `right` and `wrong` customers who differed and were put right or not, and one who is as he should be. */
function resultOf({
  right = 0,
  wrong = 0,
  shared = [] as readonly Finding[],
  repaired = false,
}): ReplayResult {
  const result = emptyResult();
  addCustomer(result, customer('sound'));
  for (let n = 0; n < right; n += 1)
    addCustomer(result, customer(`right-${n}`, { findings: [FINDING], repaired: true }));
  for (let n = 0; n < wrong; n += 1) addCustomer(result, customer(`wrong-${n}`, { findings: [FINDING] }));
  addShared(result, shared, repaired);
  return result;
}

const PROGRAM: Finding = { ...FINDING, in: 'release' };
const line = (result: ReplayResult, repair = true): string => summaryOf(result, { isDetailed: true, repair });

describe('the last line of a replay', () => {
  it.each([
    [{}, '1 customer, 3 entries: all are what the journal gives'],
    [{ right: 1 }, '2 customers, 6 entries: 1 customer differs, and is put right'],
    [
      { right: 3, wrong: 7, shared: [FINDING, FINDING], repaired: true },
      '11 customers, 33 entries: 10 customers differ, 3 of them put right; 2 of the lists, totals and programs differ, and all are put right; what is left needs a back-up',
    ],
    [
      { shared: [FINDING, PROGRAM], repaired: true },
      '1 customer, 3 entries: 2 of the lists, totals and programs differ, 1 of them put right; what is left needs a back-up',
    ],
  ])('counts customers and what is kept for all by themselves: %j', (given, expected) => {
    expect(line(resultOf(given))).toBe(expected);
  });

  it('leaves as many as the next look will find', () => {
    const result = resultOf({ right: 3, wrong: 7, shared: [FINDING], repaired: true });
    expect([leftOf(result), showResult(result, true)]).toEqual([
      7,
      expect.objectContaining({ left: 7, shared: { differing: 1, left: 0 } }),
    ]);
  });

  it('says what a back-up had too much of, also where nothing differs after that', () => {
    const result = emptyResult();
    addCustomer(result, customer('torn', { restored: { erased: false, dropped: 2 } }));
    addCustomer(result, customer('gone', { restored: { erased: true, dropped: 0 }, entries: 0 }));
    expect(line(result)).toBe(
      '2 customers, 3 entries: 2 entries that a back-up had caught by half taken out; 1 customer of the back-up erased again; all are what the journal gives',
    );
  });
});
