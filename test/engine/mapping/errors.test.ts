import { describe, expect, it } from 'vitest';
import type { SourceType } from '../../../dsl/index.ts';
import { mapRecord } from '../../../engine/mapping/index.ts';
import type { Json } from '../../../engine/model.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { errorsOf, RECEIVED_AT, sampleContext, templateOf } from '../../support/map-sample.ts';

const call = { customer_id: 'c1', call_type: 'outgoing', duration: 120, call_time: '2026-01-22T10:00:00Z' };
const data = { customer_id: 'c1', call_type: 'gprs', kb_down: 10, call_time: '2026-01-22T10:00:00Z' };
const without = (field: string): Json =>
  Object.fromEntries(Object.entries(call).filter(([name]) => name !== field));

type Row = readonly [
  title: string,
  sourceType: SourceType,
  record: Json,
  path: string,
  message: RegExp,
  expected: RegExp,
];

const rows: readonly Row[] = [
  [
    'money below zero',
    'billing',
    { txn_id: 't', msisdn: 'c1', txn_time: '2026-01-22T10:00:00Z', txn_type: 'TOPUP', amount: -5 },
    'amount',
    /-5 is less than nothing/,
    /at least 0/,
  ],
  ['no object', 'cdr', [1, 2], '', /JSON object/, /customer_id/],
  [
    'no customer',
    'cdr',
    without('customer_id'),
    'customer_id',
    /No customer: the record has no "customer_id"/,
    /1 to 128/,
  ],
  ['a blank customer', 'cdr', { ...call, customer_id: '  ' }, 'customer_id', /blank/, /1 to 128/],
  [
    'a customer that is a list',
    'cdr',
    { ...call, customer_id: ['c1'] },
    'customer_id',
    /\["c1"\] is no customer id/,
    /text/,
  ],
  [
    'a customer of 129 characters',
    'cdr',
    { ...call, customer_id: 'x'.repeat(129) },
    'customer_id',
    /129 characters/,
    /128/,
  ],
  [
    'no type',
    'cdr',
    without('call_type'),
    'call_type',
    /No event type: the record has no "call_type"/,
    /outgoing, incoming, sms_out/,
  ],
  [
    'a misspelt type',
    'cdr',
    { ...call, call_type: 'outgong' },
    'call_type',
    /did you mean "outgoing"/,
    /usage\.voice/,
  ],
  [
    'a type of another source',
    'cdr',
    { ...call, call_type: 'recharge.completed' },
    'event_type',
    /comes from billing sources, not from cdr/,
    /usage\.data/,
  ],
  [
    'a type of the platform',
    'crm',
    { contact_id: 'c1', activity: 'mission.completed', activity_time: '2026-01-22' },
    'event_type',
    /made by the platform itself/,
    /ticket\.opened/,
  ],
  ['no time', 'cdr', without('call_time'), 'call_time', /No time: the record has no "call_time"/, /RFC 3339/],
  [
    'a time that is none',
    'cdr',
    { ...call, call_time: '22/01/2026' },
    'call_time',
    /"22\/01\/2026" is no time/,
    /time\(/,
  ],
  [
    'a time as a number',
    'cdr',
    { ...call, call_time: 1769076000000 },
    'call_time',
    /number 1769076000000 is no time/,
    /unix_ms/,
  ],
  [
    'a day that does not exist',
    'cdr',
    { ...call, call_time: '2026-02-30T10:00:00Z' },
    'call_time',
    /no such day/,
    /RFC 3339/,
  ],
  [
    'an hour that does not exist',
    'cdr',
    { ...call, call_time: '2026-01-21T24:30:00Z' },
    'call_time',
    /24 hours/,
    /RFC 3339/,
  ],
  [
    'a time before 1990',
    'cdr',
    { ...call, call_time: '1989-12-31T23:59:59Z' },
    'call_time',
    /too long ago/,
    /1990/,
  ],
  [
    'a value that is missing',
    'cdr',
    without('duration'),
    'duration',
    /usage\.voice needs a value: the record has no "duration"/,
    /number of s/,
  ],
  [
    'a value that is no number',
    'cdr',
    { ...call, duration: '2 min' },
    'duration',
    /"2 min" is no number/,
    /duration, as a number of s/,
  ],
  ['a length below nothing', 'cdr', { ...call, duration: -1 }, 'duration', /less than nothing/, /duration/],
  ['a volume below nothing', 'cdr', { ...data, kb_down: -1 }, 'value', /less than nothing/, /data volume/],
  ['a value beyond counting', 'cdr', { ...call, duration: 1e300 }, 'duration', /too large/, /duration/],
  [
    'a text that is not listed',
    'cdr',
    { ...call, called_class: 'nationl' },
    'called_class',
    /did you mean "national"/,
    /premium/,
  ],
  [
    'a missing required attribute',
    'crm',
    { contact_id: 'c1', activity: 'offer_yes', activity_time: '2026-01-22' },
    'offer',
    /offer\.accepted needs offer: the record has no "offer"/,
    /text/,
  ],
  [
    'a required attribute that cannot be read',
    'app',
    { user_id: 'c1', ts: 1769076000000, name: 'consent', channel: 'sms', granted: 'maybe' },
    'granted',
    /"maybe" is not yes or no/,
    /true or false/,
  ],
  [
    'a row that no entry takes',
    'dwh',
    { customer_id: 'c1', load_time: '2026-01-22' },
    '',
    /No entry of the mapping takes/,
    /segment_code is not missing/,
  ],
  [
    'an original that is no id',
    'cdr',
    { ...call, reverses: { id: 1 } },
    'reverses',
    /no id of an event/,
    /original/,
  ],
];

describe('a record with a fault', () => {
  it.each(rows)(
    '%s is named by field, fault and what was expected',
    (_, sourceType, record, path, message, expected) => {
      const errors = errorsOf(sourceType, record);
      expect(errors.map(error => error.path)).toEqual([path]);
      expect(errors[0]?.message).toMatch(message);
      expect(errors[0]?.expected).toMatch(expected);
    },
  );

  it('names all its faults at once, and the customer where that is known', () => {
    const record = {
      customer_id: 'c1',
      call_type: 'outgoing',
      duration: 'x',
      call_time: 'y',
      called_class: 'z',
    };
    const result = mapRecord(record, templateOf('cdr'), defaultProgram(), sampleContext('cdr'));
    expect('errors' in result && result.errors.map(error => error.path)).toEqual([
      'call_time',
      'duration',
      'called_class',
    ]);
    expect('errors' in result && result.customerId).toBe('c1');
  });

  it('says once what two entries of a mapping find', () => {
    const row = { customer_id: 'c1', segment_code: 'youth', attribute_name: 'staff', attribute_value: true };
    expect(errorsOf('dwh', row).map(error => error.path)).toEqual(['load_time']);
  });
});

describe('the clock of the source', () => {
  const at = (ms: number): Json => ({ ...call, call_time: new Date(ms).toISOString() });

  it('may be five minutes ahead', () => {
    expect(errorsOf('cdr', at(RECEIVED_AT + 300_000))).toEqual([]);
  });

  it('may not be more than five minutes ahead', () => {
    expect(errorsOf('cdr', at(RECEIVED_AT + 300_001))[0]?.message).toMatch(/lies in the future/);
  });
});

describe('an optional attribute', () => {
  it('that cannot be read is left out', () => {
    const record = {
      customer_id: 'c1',
      scored_at: '2026-01-22T03:00:00Z',
      churn_probability: 'high',
      model: 'm',
    };
    const result = mapRecord(record, templateOf('ml'), defaultProgram(), sampleContext('ml'));
    expect('events' in result && result.events[0]?.attributes).toEqual({ model: 'm' });
  });
});
