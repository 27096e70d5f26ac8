import { describe, expect, it } from 'vitest';
import { visitOf } from '../../../editor/pages/rules/rule-visit.ts';

const FILES = ['a.yaml', 'b.yaml'];
const metric = (id: string, line = 1, file = 'a.yaml') => ({
  kind: 'metric',
  id,
  name: id,
  description: '',
  file,
  line,
});
const first = visitOf(undefined, 'metric/old', [metric('old'), metric('other', 9)], FILES);

describe('the address of a rule', () => {
  it('is followed to the new name when the rule is renamed while it is open', () => {
    const renamed = [metric('new'), metric('other', 9)];
    const left = visitOf(first, 'metric/old', renamed, FILES);
    expect(left).toMatchObject({ place: { file: 'a.yaml', line: 1 }, renamedTo: 'metric/new' });
    const arrived = visitOf(left, 'metric/new', renamed, FILES);
    expect(arrived).toEqual({
      splat: 'metric/new',
      address: 'metric/old',
      place: { file: 'a.yaml', line: 1 },
    });
  });

  it('is followed back when the renaming is undone', () => {
    const arrived = visitOf(first, 'metric/new', [metric('new')], FILES);
    expect(visitOf(arrived, 'metric/new', [metric('old')], FILES)).toMatchObject({ renamedTo: 'metric/old' });
  });

  it('keeps its place while the name is half typed', () => {
    expect(visitOf(first, 'metric/old', [metric('other', 9)], FILES)).toEqual(first);
  });

  it('moves along with the rule when lines are typed above it', () => {
    const moved = visitOf(first, 'metric/old', [metric('old', 4)], FILES);
    expect(visitOf(moved, 'metric/old', [metric('new', 4)], FILES)).toMatchObject({
      renamedTo: 'metric/new',
    });
  });

  it('is a place of its own where another rule is asked for', () => {
    expect(visitOf(first, 'metric/other', [metric('old'), metric('other', 9)], FILES)).toMatchObject({
      address: 'metric/other',
      place: { line: 9 },
    });
  });

  it.each([
    ['that never was', undefined, 'metric/none'],
    ['of another visit', first, 'metric/none'],
  ])('shows nothing for a rule %s', (_title, last, splat) => {
    expect(visitOf(last, splat, [metric('old')], FILES)).toBeUndefined();
  });

  it('shows nothing once the file is gone', () => {
    expect(visitOf(first, 'metric/old', [], ['b.yaml'])).toBeUndefined();
  });
});
