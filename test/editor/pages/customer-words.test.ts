import { describe, expect, it } from 'vitest';
import type { Mission, ScoreBreakdown } from '../../../editor/api/customer-types.ts';
import { howFar, nodeState, stopReason } from '../../../editor/pages/customer/explanation-words.ts';
import { isRunning, progressText, rewardText } from '../../../editor/pages/customer/mission-words.ts';
import { scoreDifferences } from '../../../editor/pages/customer/score-differences.ts';
import { boundNotes, contributionFinding, termsBySize } from '../../../editor/pages/customer/score-terms.ts';

describe('a mission in words', () => {
  it('names every part of its reward', () => {
    expect(rewardText({ points: 150, data: 1_000_000_000 })).toBe('150 points + 1 GB');
    expect(rewardText({ points: 300, hold_days: 30 })).toBe('300 points, held 30 days');
    expect(rewardText({ money: 2.5, offer: 'double_data' })).toBe('2.50 credit + offer double_data');
    expect(rewardText({})).toBe('no reward');
  });

  it.each([
    [820, 1_200, 'MB', '820 of 1,200 MB'],
    [1, 3, 'step', '1 of 3 steps'],
    [12.5, 30, 'money', '12.50 of 30.00'],
    [500_000, 2_000_000, 'byte', '500 KB of 2 MB'],
    [2, 5, 'count', '2 of 5'],
    [12_000, 15_600, 's', '3 h 20 min of 4 h 20 min'],
  ])('%d of %d in %s is "%s"', (current_value, target_value, unit, text) => {
    expect(progressText({ current_value, target_value, unit } as Mission)).toBe(text);
  });

  it('runs until it is decided', () => {
    expect(['proposed', 'scheduled', 'active', 'closing'].every(isRunning)).toBe(true);
    expect(['completed', 'expired', 'withdrawn', 'reversed'].some(isRunning)).toBe(false);
  });
});

const term = (name: string, contribution: number, state: 'counted' | 'missing' = 'counted') => ({
  name,
  label: name,
  input: 1,
  input_text: '1',
  value: 1,
  weight: 1,
  contribution,
  text: name,
  state,
});
const breakdown: ScoreBreakdown = {
  score: 60,
  coverage: 0.9,
  terms: [term('small', 5), term('dropped', 0, 'missing'), term('large', 30)],
  bounds: [
    { name: 'Silent', kind: 'at_least', value: 60, applied: true },
    { name: 'Port-out', kind: 'at_least', value: 85, applied: false },
  ],
};

describe('a score’s breakdown in words', () => {
  it('begins with what adds most, without what was left out', () => {
    expect(termsBySize(breakdown).map(({ name }) => name)).toEqual(['large', 'small']);
    expect(contributionFinding(breakdown)).toBe('large adds most (30.0), then small (5.0).');
  });

  it('tells only of bounds that moved it', () => {
    expect(boundNotes(breakdown)).toEqual(['Silent holds it at no less than 60.']);
  });

  it('finds where recalculation and live differ', () => {
    expect(
      scoreDifferences({ a: { score: 1 }, b: { score: 2 } }, { a: { score: 1 }, b: { score: 3 } }),
    ).toEqual([{ name: 'b', live: 2, recalculated: 3 }]);
  });
});

describe('an explanation in words', () => {
  const node = {
    text: 'risk < 40',
    kind: 'comparison',
    met: false,
    value: 61,
    need: 'under 40',
    how_far: 0.4,
    children: [],
  };
  const gates = [
    { gate: 'segment', passed: true, sentence: 'In segment Prepaid.' },
    { gate: 'condition', passed: false, sentence: 'Risk is 61, needs under 40.' },
  ];

  it('gives the first gate that was not passed as the reason', () => {
    expect(stopReason({ rule: 'mission.x', name: 'X', verdict: 'No.', met: false, tree: node, gates })).toBe(
      'Risk is 61, needs under 40.',
    );
    expect(
      stopReason({ rule: 'mission.x', name: 'X', verdict: 'Given.', met: true, tree: null, gates: [] }),
    ).toBe('Given.');
  });

  it('is as far as its whole condition', () => {
    expect(howFar({ rule: 'mission.x', name: 'X', verdict: '', met: false, tree: node, gates })).toBe(0.4);
  });

  it('tells a condition that is missing its value from a plain value', () => {
    expect(nodeState(node)).toBe('not met');
    expect(nodeState({ ...node, met: null, value: null })).toBe('missing');
    expect(nodeState({ ...node, kind: 'name', met: null })).toBe('value');
  });
});
