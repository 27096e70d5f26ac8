import { describe, expect, it } from 'vitest';
import { compileText } from '../../../dsl/compile/expressions/compile-text.ts';
import type { ResolvedAggregate } from '../../../dsl/check/index.ts';
import { missionScope, ruleScope } from '../support/telecom-scope.ts';
import type { RecordedFeatures, TestScope } from '../support/telecom-scope.ts';

function featuresOf(text: string, scope: TestScope = missionScope()): RecordedFeatures {
  const { problems } = compileText(text, scope, { allowMissing: true });
  if (problems.length > 0) throw new Error(`${text}: ${problems.map(({ message }) => message).join('; ')}`);
  return scope.features;
}

function aggregateOf(text: string): ResolvedAggregate {
  const [aggregate] = featuresOf(text).aggregates;
  if (aggregate === undefined) throw new Error(`${text} registers no aggregate`);
  return aggregate;
}

const value = { var: 'event.value' };

describe('what an aggregate counts of each event type', () => {
  it.each<[string, ResolvedAggregate['leaves']]>([
    ['count(app.login, 7d)', [{ event: 'app.login' }]],
    ['count(payment, 7d)', [{ event: 'recharge.completed' }, { event: 'bill.paid' }]],
    ['sum(usage.data, 7d)', [{ event: 'usage.data', value }]],
    ['sum(usage.data.up, 7d)', [{ event: 'usage.data', value: { var: 'event.up' } }]],
    ['sum(attribute.changed.value, 7d)', [{ event: 'attribute.changed', value: { number: [value] } }]],
    ['last(attribute.changed.value)', [{ event: 'attribute.changed', value }]],
    ['last(app.login.time)', [{ event: 'app.login', value: { var: 'event.time' } }]],
    ['distinct(app.feature.feature, 7d)', [{ event: 'app.feature', value: { var: 'event.feature' } }]],
    // Attributes that every event carries need no guard, nor do those whose absence makes the part false by itself.
    ['count(bill.paid where on_time, 7d)', [{ event: 'bill.paid', where: { var: 'event.on_time' } }]],
    ['count(usage.data where off_peak, 7d)', [{ event: 'usage.data', where: { var: 'event.off_peak' } }]],
    [
      'count(sim.activated where plan = "a" and payment_type in ["prepaid"], 7d)',
      [
        {
          event: 'sim.activated',
          where: {
            and: [
              { '===': [{ var: 'event.plan' }, 'a'] },
              { in: [{ var: 'event.payment_type' }, ['prepaid']] },
            ],
          },
        },
      ],
    ],
    // All others do: an event without the attribute does not count.
    [
      'count(usage.data where not off_peak, 7d)',
      [
        {
          event: 'usage.data',
          where: { and: [{ '!': [{ missing: ['event.off_peak'] }] }, { '!': [{ var: 'event.off_peak' }] }] },
        },
      ],
    ],
    [
      'count(plan.changed where delta < 0 and value > 5, 7d)',
      [
        {
          event: 'plan.changed',
          where: {
            and: [
              { '!': [{ missing: ['event.delta'] }] },
              { '<': [{ var: 'event.delta' }, 0] },
              { '>': [value, 5] },
            ],
          },
        },
      ],
    ],
    [
      'count(usage.data where (off_peak otherwise false) or up > 5 MB, 7d)',
      [
        {
          event: 'usage.data',
          where: {
            and: [
              { '!': [{ missing: ['event.up'] }] },
              {
                or: [
                  { if: [{ missing: ['event.off_peak'] }, false, { var: 'event.off_peak' }] },
                  { '>': [{ var: 'event.up' }, 5_000_000] },
                ],
              },
            ],
          },
        },
      ],
    ],
    // Derived streams bring conditions and readings of their own; a leaf that never counts is left out.
    [
      'sum(cash_in where value > 5, 7d)',
      [
        {
          event: 'recharge.completed',
          value,
          where: {
            and: [
              {
                '!': [
                  { in: [{ if: [{ missing: ['event.method'] }, '', { var: 'event.method' }] }, ['loyalty']] },
                ],
              },
              { '>': [value, 5] },
            ],
          },
        },
        { event: 'bill.paid', value, where: { '>': [value, 5] } },
        {
          event: 'bundle.purchased',
          value,
          where: { and: [{ in: [{ var: 'event.paid_from' }, ['card', 'wallet']] }, { '>': [value, 5] }] },
        },
      ],
    ],
    [
      'count(cycle where on_time and not automatic, 7d)',
      [
        {
          event: 'bill.paid',
          where: { and: [{ var: 'event.on_time' }, { '!': [{ var: 'event.autopay' }] }] },
        },
        {
          event: 'bundle.renewed',
          where: { and: [{ var: 'event.before_expiry' }, { '!': [{ var: 'event.auto_renew' }] }] },
        },
      ],
    ],
    [
      'count(care where digital, 7d)',
      [{ event: 'app.feature', where: { in: [{ var: 'event.feature' }, ['help', 'chat']] } }],
    ],
    ['count(care where not digital, 7d)', [{ event: 'complaint.filed' }]],
    // A value that the mission fixed is counted by value.
    [
      'count(bundle.purchased where sku = offer and value > 5, period)',
      [{ event: 'bundle.purchased', where: { '>': [value, 5] }, matches: { var: 'event.sku' } }],
    ],
    // What `open` and `each` judge is no condition on what counts.
    [
      'open(bundle_state.sku where active, 90d)',
      [
        { event: 'bundle.purchased', value: { var: 'event.sku' }, condition: true },
        { event: 'bundle.depleted', value: { var: 'event.sku' }, condition: false },
      ],
    ],
    [
      'streak(cycle where on_time, each)',
      [
        { event: 'bill.paid', condition: { var: 'event.on_time' } },
        { event: 'bundle.renewed', condition: { var: 'event.before_expiry' } },
      ],
    ],
  ])('%s', (text, leaves) => {
    expect(aggregateOf(text).leaves).toEqual(leaves);
  });
});

describe('how an aggregate is kept', () => {
  const base = { readsTime: false, ofGap: false };
  it.each<[string, Omit<ResolvedAggregate, 'leaves' | 'text'>]>([
    [
      'count(usage, 24h)',
      { ...base, function: 'count', type: 'number', window: { kind: 'sliding', unit: 'hour', count: 24 } },
    ],
    [
      'count(usage, 1d)',
      { ...base, function: 'count', type: 'number', window: { kind: 'sliding', unit: 'hour', count: 24 } },
    ],
    [
      'count(usage, 48h)',
      { ...base, function: 'count', type: 'number', window: { kind: 'sliding', unit: 'day', count: 2 } },
    ],
    [
      'sum(usage.data, week)',
      { ...base, function: 'sum', type: 'data', window: { kind: 'calendar', unit: 'week' } },
    ],
    [
      'max(recharge.completed, period)',
      { ...base, function: 'max', type: 'money', window: { kind: 'period' } },
    ],
    ['days(usage, step)', { ...base, function: 'days', type: 'number', window: { kind: 'step' } }],
    [
      'sum(usage.voice, lifetime)',
      { ...base, function: 'sum', type: 'duration', window: { kind: 'lifetime' } },
    ],
    ['first(app.login.time)', { ...base, function: 'first', type: 'time', readsTime: true }],
    [
      'last(ml.scored.nbo_sku, 7d)',
      { ...base, function: 'last', type: 'text', window: { kind: 'sliding', unit: 'day', count: 7 } },
    ],
    ['since(usage)', { ...base, function: 'since', type: 'duration' }],
    ['median(payment.gap, last 8)', { ...base, function: 'median', type: 'duration', ofGap: true, last: 8 }],
    ['median(payment, last 5)', { ...base, function: 'median', type: 'money', last: 5 }],
    ['streak(usage, week)', { ...base, function: 'streak', type: 'number', streak: { unit: 'week' } }],
    [
      'streak(usage, day, period, forgive 1 per 7d)',
      {
        ...base,
        function: 'streak',
        type: 'number',
        streak: { unit: 'day', forgive: { count: 1, days: 7 } },
        window: { kind: 'period' },
      },
    ],
    [
      'streak(usage, day, forgive 1 per 7d)',
      {
        ...base,
        function: 'streak',
        type: 'number',
        streak: { unit: 'day', forgive: { count: 1, days: 7 } },
      },
    ],
    [
      'streak(cycle where on_time, each)',
      { ...base, function: 'streak', type: 'number', streak: { unit: 'each' } },
    ],
    [
      'count(bundle.purchased where sku = offer, 180d)',
      {
        ...base,
        function: 'count',
        type: 'number',
        fixedName: 'offer',
        window: { kind: 'sliding', unit: 'day', count: 180 },
      },
    ],
  ])('%s', (text, expected) => {
    const { leaves, ...rest } = aggregateOf(text);
    expect(leaves.length).toBeGreaterThan(0);
    expect(rest).toEqual({ ...expected, text });
  });

  it('is named by its canonical text', () => {
    expect(aggregateOf('sum( usage.data where(off_peak),7 d )').text).toBe(
      'sum(usage.data where off_peak, 7d)',
    );
  });
});

describe('features over features', () => {
  it('are registered after what they are made of', () => {
    const { aggregates, others } = featuresOf('usual(count(usage, 30d), 90d)');
    expect(aggregates.map(({ text }) => text)).toEqual(['count(usage, 30d)']);
    expect(others).toEqual([
      { kind: 'usual', text: 'usual(count(usage, 30d), 90d)', details: ['count(usage,30d)', 90] },
    ]);
  });

  it('work out medians of periods from aggregates of calendar windows', () => {
    const text = 'median_of_periods(sum(usage.voice, week) / 1 min + count(usage.sms, week), 6)';
    const voice = 'sum(usage~dvoice,week)';
    const sms = 'count(usage~dsms,week)';
    const logic = { '+': [{ '/': [{ var: `metrics.${voice}` }, 60_000] }, { var: `metrics.${sms}` }] };
    expect(featuresOf(text).others).toEqual([
      { kind: 'medianOfPeriods', text, details: ['number', logic, [voice, sms], 6] },
    ]);
  });

  it('take percentiles of named metrics', () => {
    expect(featuresOf('percentile(data_7d, 95%, segment)').others).toEqual([
      {
        kind: 'percentile',
        text: 'percentile(data_7d, 95%, segment)',
        details: ['data', 'data_7d', 95, true],
      },
    ]);
  });

  it('judge the condition of a hold apart', () => {
    const condition = { '>=': [{ var: 'scores.risk' }, 60] };
    expect(featuresOf('(risk >= 60) within 120d', ruleScope()).others).toEqual([
      { kind: 'hold', text: 'risk >= 60 within 120d', details: ['within', 120, 'risk >= 60', condition] },
    ]);
  });
});
