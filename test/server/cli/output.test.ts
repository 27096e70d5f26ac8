import { afterEach, describe, expect, it, vi } from 'vitest';
import { startBar } from '../../../server/cli/output.ts';
import type { Format } from '../../../server/cli/output.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What is told of a walk whose next customer is done every ten seconds. */
function toldWhile(format: Format, isTTY: boolean): string[] {
  const told: string[] = [];
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(process.stderr, 'write').mockImplementation(text => told.push(String(text)) > 0);
  const before = process.stderr.isTTY;
  process.stderr.isTTY = isTTY;
  const bar = startBar('Replaying', format);
  for (let done = 1; done <= 7; done += 1) {
    vi.setSystemTime(done * 10_000);
    bar.update(done, 1_200, '3 customers/s');
  }
  bar.end();
  process.stderr.isTTY = before;
  return told;
}

describe('progress off a terminal', () => {
  it('is a line every half a minute', () => {
    expect(toldWhile('text', false)).toEqual([
      'Replaying: 3 of 1,200, 3 customers/s\n',
      'Replaying: 6 of 1,200, 3 customers/s\n',
    ]);
  });

  it('is silent where a program reads the output', () => {
    expect(toldWhile('json', false)).toEqual([]);
  });
});
