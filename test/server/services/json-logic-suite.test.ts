import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyJsonLogic } from '../../../server/services/json-logic.ts';

type Case = readonly [logic: unknown, data: unknown, result: unknown];

const suite: readonly (string | Case)[] = JSON.parse(
  readFileSync(new URL('./json-logic-suite/tests.json', import.meta.url), 'utf8'),
);
const cases = suite.filter((item): item is Case => typeof item !== 'string');

describe('the public test suite of JSONLogic', () => {
  it('is there whole', () => expect(cases.length).toBeGreaterThanOrEqual(275));

  it.each(cases.map(([logic, data, result]) => ({ logic, data, result })))(
    '$logic over $data is $result',
    ({ logic, data, result }) => expect(applyJsonLogic(logic, data)).toEqual(result),
  );
});
