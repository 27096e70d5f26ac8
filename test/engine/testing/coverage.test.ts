import { describe, expect, it } from 'vitest';
import type { CoveragePoint } from '../../../engine/testing/index.ts';
import { percentOf } from '../../../engine/testing/index.ts';
import { expecting, play, story } from './play.ts';

const DATA = '{ at: day 1 08:00, event: usage.data, value: 600 MB, attributes: { rat: 5g } }';
const PAID = '{ at: day 1 09:00, event: recharge.completed, value: 5, attributes: { channel: card } }';

/** The places of a rule as `text: met, unmet`. */
function pointsOf(rule: string, stories: readonly string[], more = ''): readonly string[] {
  const { report } = play(stories, more === '' ? [] : [{ path: 'more.yaml', text: more }]);
  const found = report.coverage?.rules.find(({ kind, id }) => `${kind}.${id}` === rule);
  return (found?.points ?? []).map(ways);
}

function ways({ text, met, unmet }: CoveragePoint): string {
  const seen = [...(met ? ['met'] : []), ...(unmet ? ['unmet'] : [])];
  return `${text}: ${seen.join(', ') || 'never asked'}`;
}

const look = expecting('day 1 12:00', 'true');
const midnight = ['{ at: day 1 08:00, do: advance }', expecting('day 2 08:00', 'true')];

describe('coverage', () => {
  it('says which ways every condition came out', () => {
    expect(pointsOf('segment.prepaid', [story('a', midnight)])).toEqual(['paid_30d > 0: unmet']);
    expect(pointsOf('segment.prepaid', [story('a', [PAID, look])])).toEqual(['paid_30d > 0: met']);
  });

  it('counts parts that a first part made needless as never asked', () => {
    expect(pointsOf('segment.heavy', [story('a', midnight)])).toEqual([
      'data_7d > 500 MB and not prepaid: unmet',
      'data_7d > 500 MB: unmet',
      'prepaid: never asked',
    ]);
  });

  it('adds up what all stories saw', () => {
    const both = [story('a', [DATA, look]), story('b', [DATA, PAID, look]), story('c', midnight)];
    expect(pointsOf('segment.heavy', both)).toEqual([
      'data_7d > 500 MB and not prepaid: met, unmet',
      'data_7d > 500 MB: met, unmet',
      'prepaid: met, unmet',
    ]);
  });

  it('looks inside held conditions, wherever else they are held', () => {
    const points = pointsOf('badge.power_user', [
      story(
        'a',
        ['{ at: day 1 08:00, do: advance }', expecting('day 16 12:00', 'engagement = 65')],
        'given: { engagement: 65 }\n',
      ),
    ]);
    expect(points).toEqual([
      'engagement >= 60 for 14d: met, unmet',
      'engagement >= 60: met',
      'engagement >= 70 for 30d: unmet',
      'engagement >= 70: unmet',
    ]);
  });

  it('tells the branches of an if from the condition that chooses', () => {
    const metric = `kind: metric\nid: sort\nname: Sort\nvalue: if data_7d > 1 GB or prepaid then 1 else 2\n`;
    const seen = expecting('day 1 12:00', 'sort = 2');
    expect(pointsOf('metric.sort', [story('a', [seen])], metric)).toEqual([
      'if data_7d > 1 GB or prepaid then 1 else 2: unmet',
      'data_7d > 1 GB or prepaid: unmet',
      'data_7d > 1 GB: unmet',
      'prepaid: unmet',
    ]);
  });

  it('sees the condition of a campaign that an event might have set off', () => {
    const level = (badge: string) =>
      `kind: campaign\nid: share\nname: Share\ntrigger: recharge.completed where channel = "${badge}"\nwebhook: hub\n`;
    expect(pointsOf('campaign.share', [story('a', [PAID, look])], level('card'))).toEqual([
      'channel = "card": met',
    ]);
    expect(pointsOf('campaign.share', [story('a', [PAID, look])], level('wallet'))).toEqual([
      'channel = "wallet": unmet',
    ]);
  });

  it('asks for the audience of a campaign that people start', () => {
    const campaign = `kind: campaign\nid: mail\nname: Mail\naudience: prepaid\nwebhook: hub\n`;
    expect(pointsOf('campaign.mail', [story('a', [PAID, look])], campaign)).toEqual(['prepaid: met']);
  });

  it('counts every row of a table, but not the one that takes the rest', () => {
    const table = `kind: table
id: own_gift
name: Gift
inputs: { data: data_7d, paid: paid_30d, prepaid: prepaid }
rows:
  - { when: { data: '> 1 GB' }, then: 3 }
  - { when: { data: '> 500 MB', paid: '> 0' }, then: 2 }
  - { when: { data: '> 300 MB', prepaid: yes }, then: 4 }
  - { when: { data: 'any' }, then: 1 }
`;
    const seen = expecting('day 1 12:00', 'own_gift = 1');
    expect(pointsOf('table.own_gift', [story('a', [DATA, seen])], table)).toEqual([
      'data > 1 GB: unmet',
      'data > 500 MB, paid > 0: unmet',
      'data > 300 MB, prepaid = yes: unmet',
    ]);
  });

  it('counts every date of a parameter', () => {
    const parameter = `kind: parameter
id: own_bonus
name: Bonus
values:
  - { value: 1 }
  - { from: 2026-03-02, value: 2 }
  - { from: 2026-03-05, value: 3 }
`;
    const seen = expecting('day 1 12:00', 'own_bonus = 2');
    expect(pointsOf('parameter.own_bonus', [story('a', [DATA, seen])], parameter)).toEqual([
      '2 from 2026-03-02: met',
      '3 from 2026-03-05: unmet',
    ]);
  });

  it('counts both ways of everything, and leaves stories and events out', () => {
    const { coverage } = play([story('a', [PAID, DATA, look])]).report;
    const kinds = (coverage?.rules ?? []).map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['badge', 'campaign', 'mission', 'score', 'segment', 'tier']),
    );
    expect(kinds.filter(kind => ['event', 'source', 'test'].includes(kind))).toEqual([]);
    const points = coverage?.rules.flatMap(rule => rule.points) ?? [];
    expect((coverage?.conditions.total ?? 0) + (coverage?.branches.total ?? 0)).toBe(2 * points.length);
    expect(percentOf({ covered: 3, total: 4 }, { covered: 0, total: 2 })).toBe(50);
    expect(percentOf({ covered: 0, total: 0 })).toBe(100);
  });

  it('changes nothing that is decided', () => {
    const steps = [PAID, DATA, '{ at: day 1 13:00, do: generate }', expecting('day 9 12:00', 'true')];
    const given = 'given: { engagement: 40 }\n';
    const [watched, plain] = [
      play([story('a', steps, given)]),
      play([story('a', steps, given)], [], 'plain'),
    ];
    const [result] = plain.results;
    expect(result?.snapshot?.summary.missions).toEqual(['explorer']);
    expect(watched.results).toEqual([result]);
  });
});
