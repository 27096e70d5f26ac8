import { DAY, iso } from './people.ts';

const base = {
  is_dynamic: true,
  metric: 'sum(usage.data, period)',
  starts_at: iso(-3 * DAY),
  assigned_at: iso(-3 * DAY),
};

/** The missions that one customer has, in all the states that the page tells apart. */
export function missionsOf(customerId: string): object[] {
  return [
    {
      ...base,
      generated_for: customerId,
      id: 'm_1a2b',
      template_id: 'data_explorer',
      name: 'Data Explorer',
      category: 'engagement',
      level: 'b',
      period: 'week',
      current_value: 820,
      target_value: 1_200,
      unit: 'MB',
      percent: 68.3,
      remaining: 380,
      sentence: '380 MB to go by Sunday.',
      reward_config: { points: 120 },
      ends_at: iso(4 * DAY),
      status: 'active',
      why: {
        priority: 1.42,
        fit: 0.61,
        margin: 3.2,
        cost: 1.2,
        weight: 1,
        text: 'Engagement is 44 and a bundle is active; 1.2 times the own usual week.',
      },
    },
    {
      ...base,
      generated_for: customerId,
      id: 'm_3c4d',
      template_id: 'starter_path',
      name: 'Starter Path',
      category: 'onboarding',
      level: 'a',
      period: '30d',
      current_value: 1,
      target_value: 3,
      unit: 'step',
      percent: 33,
      remaining: 2,
      sentence: 'Next: get your first bundle.',
      reward_config: { points: 300, data: 1_000_000_000 },
      ends_at: iso(22 * DAY),
      status: 'active',
      steps: [
        { id: 'login', name: 'Log in to the app', done: true },
        { id: 'bundle', name: 'Get your first bundle', done: false },
        { id: 'days', name: 'Be active on 5 days', done: false },
      ],
      why: {
        priority: 2.1,
        fit: 1,
        margin: 15,
        cost: 7.1,
        weight: 1.2,
        text: 'A customer for less than ten days.',
      },
    },
    {
      ...base,
      generated_for: customerId,
      id: 'm_5e6f',
      template_id: 'refer_a_friend',
      name: 'Refer a Friend',
      category: 'loyalty',
      level: 'a',
      period: 'quarter',
      current_value: 0,
      target_value: 1,
      unit: 'count',
      percent: 0,
      remaining: 1,
      sentence: 'One activated referral to go.',
      reward_config: { points: 300, hold_days: 30 },
      starts_at: iso(9 * DAY),
      ends_at: iso(90 * DAY),
      status: 'scheduled',
      why: {
        priority: 0.9,
        fit: 0.8,
        margin: 9,
        cost: 6,
        weight: 0.8,
        text: 'Loyalty is 67, risk 7, and no complaint is open.',
      },
    },
    {
      ...base,
      generated_for: customerId,
      id: 'm_7a8b',
      template_id: 'app_regular',
      name: 'App Regular',
      category: 'engagement',
      level: 'a',
      period: 'week',
      current_value: 2,
      target_value: 2,
      unit: 'day',
      percent: 100,
      remaining: 0,
      sentence: 'Done.',
      reward_config: { points: 60 },
      ends_at: iso(-8 * DAY),
      status: 'completed',
      why: { priority: 1, fit: 0.5, margin: 2, cost: 1, weight: 1, text: 'Digital is under 50.' },
    },
    {
      ...base,
      generated_for: customerId,
      id: 'm_9c0d',
      template_id: 'monthly_goal',
      name: 'Monthly Goal',
      category: 'revenue',
      level: 'b',
      period: 'month',
      current_value: 18,
      target_value: 30,
      unit: 'money',
      percent: 60,
      remaining: 12,
      sentence: 'Ended 12.00 short.',
      reward_config: { points: 300 },
      ends_at: iso(-20 * DAY),
      status: 'expired',
      why: { priority: 1, fit: 0.5, margin: 2, cost: 1, weight: 1, text: 'Revenue is 52.' },
    },
  ];
}

const node = (text: string, met: boolean, value: number, need: string, how_far: number) => ({
  text,
  kind: 'comparison',
  met,
  value,
  need,
  how_far,
  children: [],
});

/** `customers/{id}/explain/`: one rule, or all that the customer does not have. */
export function explanationOf(rule: string) {
  const id = rule.split('.')[1] ?? rule;
  return {
    rule,
    name: id.replaceAll('_', ' ').replace(/^./, letter => letter.toUpperCase()),
    verdict: 'Not given: engagement is 17.4, and 20 is needed.',
    met: false,
    gates: [
      { gate: 'excluded', passed: true, sentence: 'Not excluded by the policy.' },
      { gate: 'segment', passed: true, sentence: 'In segment Prepaid.' },
      { gate: 'condition', passed: false, sentence: 'Engagement is 17.4, needs at least 20.' },
    ],
    tree: {
      text: 'engagement between 20 and 60 and active_bundles > 0',
      kind: 'and',
      met: false,
      how_far: 0.87,
      children: [
        node('engagement between 20 and 60', false, 17.4, 'at least 20', 0.87),
        node('active_bundles > 0', true, 1, 'more than 0', 1),
      ],
    },
  };
}

export const NOT_GIVEN = [
  'mission.talk_and_text',
  'mission.bigger_topup',
  'mission.anniversary',
  'mission.welcome_back',
  'mission.first_bundle',
].map((rule, index) => {
  const whole = explanationOf(rule);
  return { ...whole, tree: { ...whole.tree, how_far: 0.9 - index * 0.17 } };
});
