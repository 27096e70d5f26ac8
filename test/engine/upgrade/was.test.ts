import { describe, expect, it } from 'vitest';
import { parseState } from '../../../engine/state-text.ts';
import { compiled, createUpgraded } from './upgraded-customer.ts';

const badge = (id: string, was = ''): string => `kind: badge
id: ${id}
name: Much data
revoke_on: [operator]
levels:
  bronze: { when: 'sum(usage.data, lifetime) >= 100 MB' }
  silver: { when: 'sum(usage.data, lifetime) >= 500 MB' }
${was}`;

const mission = (id: string, was = ''): string => `kind: mission
id: ${id}
name: Use data
category: habit
period: 7d
progress: sum(usage.data, period)
target: { levels: { a: 200 MB, b: 300 MB, c: 400 MB } }
generate: { when: 'sum(usage.data, lifetime) > 0 MB' }
reward: { points: 80 }
${was}`;

const tier = (id: string, was = ''): string => `kind: tier
id: ${id}
name: Club
grace: 30d
levels: { base: {}, gold: { when: 'sum(usage.data, lifetime) >= 100 MB' } }
${was}`;

const seen = (missionId: string, badgeId: string): string => `kind: metric
id: done
name: Missions done
value: count(mission.completed where mission = "${missionId}", lifetime)
---
kind: metric
id: awards
name: Awards
value: count(badge.awarded where badge = "${badgeId}", lifetime)
`;

const OLD = [badge('old_badge'), mission('old_mission'), tier('old_tier'), seen('old_mission', 'old_badge')];
const NEW = [
  badge('new_badge', 'was: [old_badge]\n'),
  mission('new_mission', 'was: [old_mission]\n'),
  tier('new_tier', 'was: [old_tier]\n'),
  seen('new_mission', 'new_badge'),
];

function renamed() {
  const one = createUpgraded(compiled(...OLD));
  one.use(50);
  one.days(1);
  one.use(120);
  one.release(compiled(...NEW));
  return one;
}

function decisionsOf({ customer }: ReturnType<typeof renamed>) {
  return parseState(customer.snapshot?.state ?? '').decisions;
}

describe('a rule under another id', () => {
  it('keeps the badges, the tier and the running mission of who had it under the former one', () => {
    const one = renamed();
    const before = decisionsOf(one);
    one.use(1);
    const after = decisionsOf(one);
    expect(after.badges).toEqual({ 'new_badge:bronze': before.badges['old_badge:bronze'] });
    expect(after.tiers).toEqual({ new_tier: before.tiers['old_tier'] });
    expect(after.templates).toEqual({ new_mission: before.templates['old_mission'] });
    expect(after.missions).toEqual(before.missions.map(mission => ({ ...mission, template: 'new_mission' })));
    one.expectRebuilt();
  });

  it('is read before the first step as that step will find it', () => {
    const one = renamed();
    const { engine, journal, snapshot } = one.customer;
    if (snapshot === null) throw new Error('nothing has happened yet');
    const read = engine.upgraded({ ...snapshot, ...engine.recalculate('customer-1', journal, snapshot) });
    expect(parseState(read.state).decisions.badges).toHaveProperty('new_badge:bronze');
    one.days(0);
    const { state, summary, release } = one.customer.snapshot ?? read;
    expect(read).toEqual({ ...snapshot, state, summary, release });
    expect(engine.upgraded(read)).toBe(read);
  });

  it('grants nothing twice, and goes on where it was', () => {
    const one = renamed();
    one.days(2);
    one.use(400);
    expect(one.effects('badge_awarded').map(({ badge, level }) => `${badge}:${level}`)).toEqual([
      'old_badge:bronze',
      'new_badge:silver',
    ]);
    expect(one.effects('mission_completed').map(({ template, ordinal }) => [template, ordinal])).toEqual([
      ['new_mission', 1],
    ]);
    one.days(1);
    expect(one.effects('mission_assigned').map(({ mission }) => mission.ordinal)).toEqual([1, 2]);
    expect(one.effects('tier_changed')).toHaveLength(1);
    one.expectRebuilt();
  });

  it('has its past counted by rules that speak of it by the present id', () => {
    const one = createUpgraded(compiled(...OLD));
    one.use(50);
    one.days(1);
    one.use(500);
    one.release(compiled(...NEW));
    one.use(1);
    const { customer } = one;
    const { profile } = customer.engine.view(customer.snapshot, 'customer-1', customer.snapshot?.at ?? 0);
    expect(profile.map(({ id, value }) => [id, value])).toEqual([
      ['awards', 2],
      ['done', 1],
    ]);
    one.expectRebuilt();
  });

  it('is renamed once, at the first step with the release', () => {
    const one = renamed();
    one.use(1);
    one.release(compiled(...NEW));
    one.use(1);
    expect(one.effects('rule_renamed').map(({ of, from, to }) => `${of} ${from} ${to}`)).toEqual([
      'mission old_mission new_mission',
      'badge old_badge new_badge',
      'tier old_tier new_tier',
    ]);
  });

  it('takes over from two rules what either held', () => {
    const one = createUpgraded(compiled(badge('first'), badge('second')));
    one.use(120);
    one.release(compiled(badge('both', 'was: [first, second]\n')));
    one.use(1);
    expect(Object.keys(decisionsOf(one).badges)).toEqual(['both:bronze']);
    expect(one.effects('badge_awarded')).toHaveLength(2);
    one.expectRebuilt();
  });

  it('can be renamed again by a later release', () => {
    const one = renamed();
    one.use(1);
    one.release(compiled(badge('newest', 'was: [new_badge, old_badge]\n')));
    one.use(1);
    expect(Object.keys(decisionsOf(one).badges)).toEqual(['newest:bronze']);
    expect(one.effects('badge_awarded')).toHaveLength(1);
    one.expectRebuilt();
  });
});
