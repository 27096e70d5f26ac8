import { describe, expect, it } from 'vitest';
import { renderText } from '../../../engine/testing/index.ts';
import { expecting, play, story } from './play.ts';

const DATA = '{ at: day 1 08:00, event: usage.data, value: 600 MB, attributes: { rat: 4g } }';

/** What is told of a story that fails, without its first line and the sums. */
function failureOf(steps: readonly string[], given = ''): string {
  const { report } = play([story('a', steps, given)]);
  const { coverage: _, ...rest } = report;
  return renderText(rest).split('\n').slice(1, -1).join('\n');
}

describe('a failing expectation', () => {
  it('stands at its own line, with what was seen in units', () => {
    const [result] = play([story('a', [DATA, expecting('day 1 12:00', 'true', 'data_7d > 1 GB')])]).report
      .tests;
    const failed = result?.expectations.filter(({ passed }) => !passed);
    expect(failed).toMatchObject([
      { file: 'stories.yaml', line: 7, seen: [{ text: 'data_7d', value: 600e6, shown: '600 MB' }] },
    ]);
    expect(failed?.[0]?.column).toBe('  - { at: day 1 12:00, expect: ['.length + "'true', ".length + 1);
  });

  it('takes the condition apart', () => {
    const text = failureOf([
      DATA,
      expecting('day 1 12:00', 'data_7d > 0 MB and (heavy or prepaid) and paid_30d > 3'),
    ]);
    expect(text).toContain('✓ data_7d > 0 MB');
    expect(text).toContain('✗ paid_30d > 3 (Paid, 30 days is 0; it must be over 3)');
  });

  it('says why a mission that it names was not given', () => {
    const text = failureOf([
      DATA,
      expecting('day 1 12:00', 'count(mission.completed where mission = "explorer", lifetime) = 1'),
    ]);
    expect(text).toContain('mission.explorer: Not now: Engagement is');
    expect(text).toMatch(
      /✗ engagement between 20 and 60 \(Engagement is [\d.]+; it must be between 20 and 60\)/,
    );
  });

  it('says how far the level of a badge or a tier is', () => {
    expect(failureOf([DATA, expecting('day 1 12:00', 'tier = "gold"')])).toContain(
      'tier.club: The customer is in basic.',
    );
  });

  it('is silent of what holds', () => {
    expect(failureOf([DATA, expecting('day 1 12:00', 'data_7d = 600 MB', 'heavy')])).toBe('');
  });

  it('is not waited for where a step cannot be played', () => {
    const steps = ['{ at: day 1 08:00, event: usage.data, value: 3 min }', expecting('day 1 12:00', 'true')];
    expect(() => failureOf(steps)).toThrow('`usage.data` is measured in byte, which "3 min" is not.');
  });

  it('is told of a command that is refused', () => {
    const steps = ['{ at: day 1 08:00, do: withdraw, mission: explorer }', expecting('day 1 12:00', 'true')];
    expect(failureOf(steps)).toMatch(/stories\.yaml:6:5 day 1 08:00: .*explorer/);
  });
});

describe('what is given', () => {
  const seen = (given: string, expected: string): string =>
    failureOf(
      ['{ at: day 1 08:00, do: advance }', expecting('day 3 12:00', expected)],
      `given:\n  ${given}\n`,
    );

  it.each([
    ['a score', 'engagement: 42', 'engagement = 42'],
    ['a metric', 'data_7d: 700 MB', 'data_7d = 700 MB'],
    ['what follows from a metric', 'data_7d: 700 MB', 'heavy'],
    ['an aggregate', '\'sum(payment where method = "card", 30d)\': 12', 'prepaid'],
    ['a time', 'last_top_up: 2026-03-01T10:00:00Z', 'now - (last_top_up otherwise now) = 74h'],
    ['a share', 'engagement: 62.5%', 'engagement = 0.625'],
    ['nothing known', 'last_top_up: missing', 'last_top_up is missing'],
  ])('may be %s', (_, given, expected) => {
    expect(seen(given, expected)).toBe('');
  });

  it.each([
    ['engagment: 42', '`engagment` is no score, no named value and no aggregate that a rule reads'],
    ['data_7d: 3 min', '`data_7d` is given as "3 min", which is none of its values.'],
    ['data_7d: 7%', '`data_7d` is given as "7%", which is none of its values.'],
    ['data_7d: 700', '`data_7d` is given as "700", which is none of its values.'],
    [
      "'percentile(data_7d, 95%)': much",
      '`percentile(data_7d, 95%)` is given as "much", which is none of its values.',
    ],
  ])('is refused where it means nothing: %s', (given, message) => {
    expect(() => seen(given, 'true')).toThrow(message);
  });

  it('is nothing that is another for every mission', () => {
    const told = seen('\'sum(usage.data where rat = "5g", period)\': 1 GB', 'true');
    expect(told).toContain('is another for every mission; send the events instead');
  });
});

describe('what is given, where an expectation fails', () => {
  it('is told as given, not as its terms would have it', () => {
    const text = failureOf(
      [DATA, expecting('day 1 12:00', 'engagement > 80')],
      'given: { engagement: 60 }\n',
    );
    expect(text).toContain('seen     engagement is 60');
    expect(text).toContain('score.engagement: Engagement is given as 60.');
    expect(text).not.toContain('adds');
  });

  it('may be a condition, which is not taken apart then', () => {
    const heavy = `kind: metric\nid: keen\nname: Keen\nvalue: data_7d > 1 MB\n---\n`;
    const given = 'given: { keen: false }\n';
    const failing = `${heavy}${story('a', [DATA, expecting('day 1 12:00', 'keen and prepaid')], given)}`;
    const text = renderText(play([failing]).report);
    expect(text).toContain('“keen” is given as no');
    expect(text).not.toContain('✓ data_7d > 1 MB');
  });
});

describe('playing a story', () => {
  it('keeps the order of steps at the same time', () => {
    const given = 'given: { engagement: 40 }\n';
    const steps = [
      DATA,
      '{ at: day 1 12:00, do: generate }',
      '{ at: day 1 12:00, do: withdraw, mission: explorer }',
      '{ at: day 1 12:00, event: usage.voice, value: 60, attributes: { direction: outgoing } }',
      expecting('day 1 12:00', 'active_missions = 0'),
    ];
    expect(failureOf(steps, given)).toBe('');
  });

  it('counts an event once that is told twice', () => {
    const again = DATA.replace('event:', 'id: e1, event:');
    expect(
      failureOf([again, again.replace('08:00', '09:00'), expecting('day 1 12:00', 'data_7d = 600 MB')]),
    ).toBe('');
  });
});
