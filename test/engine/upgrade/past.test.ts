import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../engine/index.ts';
import { parseState } from '../../../engine/state-text.ts';
import { compiled, createUpgraded } from './upgraded-customer.ts';

const badge = (past: string, when = 'sum(usage.data, 7d)'): string => `kind: badge
id: heavy
name: Heavy user
levels:
  bronze: { when: '${when} >= 100 MB' }
  silver: { when: '${when} >= 500 MB' }
${past}`;

const mission = (past: string): string => `kind: mission
id: use_data
name: Use data
category: habit
period: 7d
progress: sum(usage.data, period)
target: { levels: { a: 900 MB } }
generate: { when: 'sum(usage.data, 7d) >= 100 MB' }
reward: { points: 80 }
${past}`;

const tier = (past: string): string => `kind: tier
id: club
name: Club
grace: 30d
levels: { base: {}, gold: { when: 'sum(usage.data, 7d) >= 100 MB' } }
${past}`;

/** A customer who has met the conditions for long when the rule goes live. */
function metAlready(rule: string) {
  const one = createUpgraded(compiled());
  one.use(150);
  one.release(compiled(rule));
  return one;
}

function pastOf({ customer }: ReturnType<typeof metAlready>): unknown {
  return parseState(customer.snapshot?.state ?? '').decisions.past;
}

const news = (effects: readonly Effect[]): readonly string[] =>
  effects.flatMap(effect => (effect.kind === 'campaign_triggered' ? [effect.campaign] : []));

describe('a badge that goes live', () => {
  it.each([
    ['quiet', 'past: quiet\n', [{ points: 0, quiet: true }], []],
    ['quiet, where it does not say', '', [{ points: 0, quiet: true }], []],
    ['told', 'past: tell\n', [{ points: 25 }], ['badge_news']],
    ['nothing from now on', 'past: from_now\n', [], []],
  ])('is %s for who has met it already', (_, past, awards, told) => {
    const one = metAlready(badge(past));
    const effects = one.use(1);
    const awarded = effects.filter(({ kind }) => kind === 'badge_awarded');
    expect(awarded).toEqual(awards.map(award => expect.objectContaining(award)));
    expect(news(effects)).toEqual(told);
    one.expectRebuilt();
  });

  it('from now on is earned by who meets it anew, and told as any other', () => {
    const one = metAlready(badge('past: from_now\n'));
    one.use(1);
    expect(pastOf(one)).toEqual({ 'badge:heavy:bronze': 'from_now' });
    one.days(9);
    expect(pastOf(one)).toBeUndefined();
    expect(news(one.use(120))).toEqual(['badge_news']);
    expect(one.effects('badge_awarded')).toEqual([expect.objectContaining({ level: 'bronze', points: 25 })]);
    one.expectRebuilt();
  });

  it('from now on says so to who asks for it', () => {
    const one = metAlready(badge('past: from_now\n'));
    one.use(1);
    const { customer } = one;
    const at = customer.snapshot?.at ?? 0;
    const body = { do: 'check_badges', badge: 'heavy' } as const;
    customer.take({ kind: 'command', id: 'api:check', customer: 'customer-1', at, body, bodyHash: '' });
    expect(customer.journal.at(-1)?.answer).toMatchObject({
      awarded: [],
      not_awarded: [{ level: 'bronze', reason: expect.stringContaining('before it went live') }],
    });
  });

  it('from now on lets the next level be earned above one that was met already', () => {
    const one = metAlready(badge('past: from_now\n'));
    one.use(1);
    one.use(400);
    expect(one.effects('badge_awarded').map(({ level }) => level)).toEqual(['silver']);
    one.expectRebuilt();
  });

  it('is told to customers who come after it', () => {
    const one = createUpgraded(compiled());
    one.release(compiled(badge('')));
    expect(news(one.use(150))).toEqual(['badge_news']);
  });

  it('is told to who meets it for the first time in the very step that brings the release', () => {
    const one = createUpgraded(compiled());
    one.use(50);
    one.release(compiled(badge('')));
    expect(news(one.use(100))).toEqual(['badge_news']);
    expect(one.effects('badge_awarded')).toEqual([expect.objectContaining({ points: 25 })]);
  });

  it('is new where its condition is another, and only then', () => {
    const half = badge('').replaceAll('sum(usage.data, 7d)', 'sum(usage.data, 7d) * 2');
    const one = createUpgraded(compiled(badge('')));
    one.use(60);
    one.release(compiled(badge('')));
    one.use(1);
    expect(one.effects('past_noted')).toEqual([]);
    one.release(compiled(half));
    expect(news(one.use(1))).toEqual([]);
    expect(one.effects('badge_awarded')).toEqual([expect.objectContaining({ quiet: true })]);
    one.expectRebuilt();
  });

  it('is new where what its condition names means something else', () => {
    const metric = (value: string): string => `kind: metric\nid: used\nname: Used\nvalue: ${value}\n`;
    const rule = badge('', 'used');
    const one = createUpgraded(compiled(metric('sum(usage.data, 7d)'), rule));
    one.use(60);
    one.release(compiled(metric('sum(usage.data, 7d) * 2'), rule));
    one.use(1);
    expect(one.effects('badge_awarded')).toEqual([expect.objectContaining({ quiet: true })]);
  });
});

describe('a mission that goes live', () => {
  it.each([
    ['given and told, where it does not say', '', 1, ['mission_news']],
    ['given and told', 'past: tell\n', 1, ['mission_news']],
    ['given quietly', 'past: quiet\n', 1, []],
    ['not given', 'past: from_now\n', 0, []],
  ])('is %s to who meets its condition already', (_, past, given, told) => {
    const one = metAlready(mission(past));
    const effects = one.days(1);
    expect(effects.filter(({ kind }) => kind === 'mission_assigned')).toHaveLength(given);
    expect(news(effects)).toEqual(told);
    one.expectRebuilt();
  });

  it('from now on is given to who meets its condition anew', () => {
    const one = metAlready(mission('past: from_now\n'));
    one.use(1);
    const { engine, snapshot } = one.customer;
    const [refused] = engine.notGenerated(snapshot, 'customer-1', snapshot?.at ?? 0);
    expect(refused?.reason).toMatch(/before the mission went live/);
    one.days(9);
    one.use(150);
    expect(one.effects('mission_assigned')).toEqual([]);
    expect(news(one.days(1))).toEqual(['mission_news']);
    one.expectRebuilt();
  });
});

describe('a tier that goes live', () => {
  it.each([
    ['quietly, where it does not say', '', ['gold'], []],
    ['and told', 'past: tell\n', ['gold'], ['tier_news']],
    ['no further', 'past: from_now\n', [], []],
  ])('moves who meets its levels already %s', (_, past, levels, told) => {
    const one = metAlready(tier(past));
    const effects = one.use(1);
    expect(one.effects('tier_changed').map(({ to }) => to)).toEqual(levels);
    expect(news(effects)).toEqual(told);
    one.expectRebuilt();
  });

  it('from now on moves who meets a level anew', () => {
    const one = metAlready(tier('past: from_now\n'));
    one.use(1);
    one.days(9);
    one.use(150);
    expect(one.effects('tier_changed').map(({ to }) => to)).toEqual(['gold']);
    one.expectRebuilt();
  });
});
