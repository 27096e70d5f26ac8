import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceType } from '../../../dsl/index.ts';
import { roundHalfUp } from '../../../engine/mapping/read-quantity.ts';
import { mapRecord } from '../../../engine/mapping/index.ts';
import type { Json } from '../../../engine/model.ts';
import { scaleOf, unitOf } from '../../../dsl/types/index.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { sampleContext, templateOf } from '../../support/map-sample.ts';

const SOURCE_TYPES: readonly SourceType[] = ['cdr', 'billing', 'crm', 'app', 'network', 'dwh', 'xiva', 'ml'];

/** Names that mappings read, so that arbitrary records get deep into them. */
const fields = [
  ...[
    'customer_id',
    'call_time',
    'call_type',
    'duration',
    'kb_up',
    'kb_down',
    'reverses',
    'msisdn',
    'txn_time',
    'txn_type',
  ],
  ...[
    'amount',
    'status',
    'channel',
    'original_txn',
    'activity',
    'activity_time',
    'contact_id',
    'user_id',
    'ts',
    'name',
  ],
  ...[
    'segment_code',
    'attribute_name',
    'attribute_value',
    'load_time',
    'booked',
    'loyalty_id',
    'nbo',
    'scored_at',
  ],
  ...[
    'event_type',
    'timestamp',
    'value',
    'attributes',
    'unit',
    'event_id',
    'reversal_of',
    '__proto__',
    'constructor',
  ],
];
const word = fc.oneof(
  fc.constantFrom(
    'outgoing',
    'gprs',
    'TOPUP',
    'DUNNING',
    'consent',
    'usage.voice',
    'app.login',
    '__proto__',
    'toString',
  ),
  fc.constantFrom(
    '2026-01-22T10:00:00Z',
    '2026-01-22',
    '22.01.2026 09:15',
    '9999-12-31T23:59:59Z',
    '0000-01-01',
  ),
  fc.constantFrom('c1', '', '12', '-1', '1e400', 'NaN'),
);
const anything = fc.oneof(word, fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.jsonValue());
const record = fc.oneof(fc.dictionary(fc.constantFrom(...fields), anything), fc.jsonValue());

describe('mapRecord', () => {
  it.each(SOURCE_TYPES)('gives events or errors for any JSON from %s', sourceType => {
    const program = defaultProgram();
    fc.assert(
      fc.property(record, raw => {
        const result = mapRecord(raw as Json, templateOf(sourceType), program, sampleContext(sourceType));
        if ('errors' in result) {
          expect(result.errors.length).toBeGreaterThan(0);
          return;
        }
        expect(result.inputIds).toHaveLength(result.events.length);
        for (const event of result.events) {
          const type = program.events[event.event_type];
          expect(type?.sourceTypes).toContain(sourceType);
          expect(event.customer_id.length).toBeGreaterThan(0);
          expect(new Date(event.occurred_at).toISOString()).toBe(event.occurred_at);
          expect(JSON.parse(JSON.stringify(event))).toEqual(event);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives values that are whole numbers of what is kept', () => {
    const program = defaultProgram();
    const seconds = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(seconds, duration => {
        const raw = { customer_id: 'c1', call_type: 'outgoing', duration, call_time: '2026-01-22T10:00:00Z' };
        const result = mapRecord(raw, templateOf('cdr'), program, sampleContext('cdr'));
        if (!('events' in result)) throw new Error('a plain call failed');
        const base = (result.events[0]?.value ?? NaN) * (unitOf('s')?.factor ?? NaN) * scaleOf('duration');
        expect(Math.abs(base - Math.round(base))).toBeLessThan(1e-3);
        expect(Math.abs(base - duration * 1000)).toBeLessThanOrEqual(0.5001);
      }),
    );
  });
});

describe('roundHalfUp', () => {
  it.each([
    [0.5, 1],
    [-0.5, 0],
    [1.4999999, 1],
    [1.0005 * 1000, 1001],
    [1.005 * 1000, 1005],
    [2 ** 53 - 1, 2 ** 53 - 1],
  ])('%d is %d', (value, rounded) => {
    expect(roundHalfUp(value)).toBe(rounded);
  });
});
