import { expect, it } from 'vitest';
import { createStandstill } from '../../../server/plugins/standstill.ts';

function begin() {
  const clock = { now: 0 };
  return { clock, standstill: createStandstill(15_000, () => clock.now) };
}

it('tells a sign that has stood still since it was seen, and none that has changed meanwhile', () => {
  const { clock, standstill } = begin();
  standstill.saw('key', 'one@1');
  clock.now = 14_999;
  standstill.saw('key', 'one@1');
  expect(standstill.of('key')).toBeNull();
  clock.now = 15_000;
  expect([standstill.of('key'), standstill.of('other')]).toEqual(['one@1', null]);
  standstill.saw('key', 'one@2');
  expect(standstill.of('key')).toBeNull();
  clock.now = 30_000;
  expect(standstill.of('key')).toBe('one@2');
  standstill.forget('key');
  expect(standstill.of('key')).toBeNull();
});

it('remembers the latest of many keys', () => {
  const { clock, standstill } = begin();
  for (let n = 0; n <= 10_000; n += 1) standstill.saw(`key-${n}`, 'sign');
  clock.now = 20_000;
  expect([standstill.of('key-0'), standstill.of('key-1'), standstill.of('key-10000')]).toEqual([
    null,
    'sign',
    'sign',
  ]);
});
