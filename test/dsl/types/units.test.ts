import { describe, expect, it } from 'vitest';
import { literalUnit, scaleOf, similarUnit, TYPES, unitOf, UNITS } from '../../../dsl/types/index.ts';

describe('units', () => {
  it.each([
    ['d', 'duration', 86_400_000],
    ['min', 'duration', 60_000],
    ['MB', 'data', 1_000_000],
    ['TB', 'data', 1_000_000_000_000],
    ['Mbps', 'speed', 1_000_000],
    ['percent', 'number', 0.01],
    ['money', 'money', 1],
  ])('%s is of type %s and %d of its base', (name, type, factor) => {
    expect(unitOf(name)).toMatchObject({ type, factor });
  });

  it('have names of their own', () => {
    expect(new Set(UNITS.map(({ name }) => name)).size).toBe(UNITS.length);
  });

  it('of the catalogue alone cannot follow a number', () => {
    expect(['money', 'message', 'score', 'percent', 'number'].map(name => literalUnit(name))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('are recognised by the spellings that people try', () => {
    expect(['days', 'mb', 'minutes', 'Sec', 'foo'].map(name => similarUnit(name)?.name)).toEqual([
      'd',
      'MB',
      'min',
      's',
      undefined,
    ]);
  });
});

describe('kept integers', () => {
  it('are fine enough for money and shares, and whole for everything else', () => {
    const scales = Object.keys(TYPES).map(type => [type, scaleOf(type as keyof typeof TYPES)]);
    expect(Object.fromEntries(scales)).toEqual({
      number: 1_000_000,
      money: 1_000,
      text: 1,
      boolean: 1,
      time: 1,
      duration: 1,
      data: 1,
      speed: 1,
      points: 1,
      any: 1,
    });
  });
});
