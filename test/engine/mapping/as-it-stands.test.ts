import { describe, expect, it } from 'vitest';
import type { SourceType } from '../../../dsl/index.ts';
import { mapRecord } from '../../../engine/mapping/index.ts';
import type { Json } from '../../../engine/model.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { errorsOf, eventOf, sampleContext, templateOf } from '../../support/map-sample.ts';

const head = { customer_id: 'c1', timestamp: '2026-01-22T10:00:00Z' };

describe('a record in the catalogue’s own words', () => {
  it.each<readonly [SourceType, Json]>([
    [
      'cdr',
      { ...head, event_type: 'usage.voice', value: 60, attributes: { direction: 'outgoing', on_net: true } },
    ],
    [
      'billing',
      { ...head, event_type: 'recharge.completed', value: 10, attributes: { digital: true, method: 'app' } },
    ],
    ['crm', { ...head, event_type: 'offer.accepted', attributes: { offer: 'stay_with_us' } }],
    ['app', { ...head, event_type: 'app.feature', attributes: { feature: 'help' } }],
    ['network', { ...head, event_type: 'outage.affected', value: 12, attributes: {} }],
    ['dwh', { ...head, event_type: 'segment.assigned', attributes: { segment: 'youth' } }],
    ['xiva', { ...head, event_type: 'partner.transaction', value: 3, attributes: { partner: 'Rides' } }],
    ['ml', { ...head, event_type: 'ml.scored', attributes: { churn_probability: 0.5 } }],
  ])('passes the mapping of %s', (sourceType, record) => {
    const { event_type, value, attributes } = record as {
      event_type: string;
      value?: number;
      attributes: object;
    };
    expect(eventOf(sourceType, record)).toMatchObject({
      event_type,
      customer_id: 'c1',
      event_id: 'c0ffee',
      occurred_at: '2026-01-22T10:00:00.000Z',
      ...(value === undefined ? {} : { value }),
      attributes,
    });
  });

  it('may have its attributes beside the other fields', () => {
    const record = { ...head, event_type: 'usage.voice', value: 60, direction: 'incoming', event_id: 'e1' };
    expect(eventOf('cdr', record)).toMatchObject({ event_id: 'e1', attributes: { direction: 'incoming' } });
  });

  it('may say when it happened as `occurred_at`', () => {
    const record = { customer_id: 'c1', event_type: 'app.login', occurred_at: '2026-01-21T10:00:00+03:00' };
    expect(eventOf('app', record).occurred_at).toBe('2026-01-21T07:00:00.000Z');
  });

  it('may name the unit of its value', () => {
    const record = { ...head, event_type: 'usage.data', value: 1.5, unit: 'GB' };
    expect(eventOf('cdr', record)).toMatchObject({ value: 1_500_000_000, unit: 'byte' });
  });

  it('may not count in a unit of another kind', () => {
    const record = { ...head, event_type: 'usage.data', value: 15, unit: 'min' };
    expect(errorsOf('cdr', record)).toEqual([
      {
        path: 'value',
        message: 'The value is wrong: min is a duration, which cannot be counted in byte.',
        expected: 'a number of byte',
      },
    ]);
  });

  it('may take back another event', () => {
    const record = { ...head, event_type: 'recharge.completed', value: 4, reversal_of: 'e1' };
    expect(eventOf('billing', record)).toMatchObject({ reversal_of: 'e1', value: 4 });
  });

  it('may stand where the source has its own word', () => {
    const record = {
      customer_id: 'c1',
      call_type: 'usage.voice',
      direction: 'incoming',
      duration: 30,
      call_time: head.timestamp,
    };
    expect(eventOf('cdr', record)).toMatchObject({
      event_type: 'usage.voice',
      value: 30,
      attributes: { direction: 'incoming' },
    });
  });

  it('still needs what the catalogue requires', () => {
    expect(errorsOf('cdr', { ...head, event_type: 'usage.voice', value: 60 })[0]).toMatchObject({
      path: 'direction',
    });
    expect(
      errorsOf('cdr', { ...head, event_type: 'usage.sms', direction: 'incoming', attributes: {} }),
    ).toEqual([]);
  });

  it('gets an input id of its source and its own id', () => {
    const record = { ...head, event_type: 'app.login', event_id: 'e1' };
    const result = mapRecord(record, templateOf('app'), defaultProgram(), sampleContext('app'));
    expect('inputIds' in result && result.inputIds).toEqual(['src_1:e1']);
  });
});
