import { describe, expect, it } from 'vitest';
import {
  counted,
  formatBytes,
  formatLargeCount,
  formatNumber,
  formatQuantity,
  formatSeconds,
  formatShare,
  wordsOf,
} from '../../../editor/components/format.ts';

describe('numbers as people write them', () => {
  it.each([
    [1_234_567, '1,234,567'],
    [123.456, '123.5'],
    [12.345, '12.35'],
    [0.5, '0.5'],
  ])('%d is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('shortens from a million on', () => {
    expect(formatLargeCount(999_999)).toBe('999,999');
    expect(formatLargeCount(1_250_000)).toBe('1.3M');
  });

  it('never calls a few nobody, nor nearly all everybody', () => {
    expect([0, 0.001, 0.384, 0.999, 1].map(formatShare)).toEqual(['0 %', '<1 %', '38 %', '>99 %', '100 %']);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_480_000_000, '1.48 GB'],
    [5e15, '5,000 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [45, '45 s'],
    [120, '2 min'],
    [125, '2 min 5 s'],
    [12_000, '3 h 20 min'],
    [1_036_800, '12 d'],
    [-90, '-1 min 30 s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });

  it.each([
    [12.5, 'money', '12.50'],
    [80, '%', '80 %'],
    [3, 'count', '3'],
    [1, 'day', '1 day'],
    [4, 'day', '4 days'],
    [820, 'MB', '820 MB'],
    [2_000_000, 'byte', '2 MB'],
  ])('%d in %s is %s', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });

  it('counts in words', () => {
    expect(counted(1, 'mission')).toBe('1 mission');
    expect(counted(2_000, 'mission')).toBe('2,000 missions');
  });

  it('makes words of ids', () => {
    expect(wordsOf('data_explorer')).toBe('Data explorer');
  });
});
