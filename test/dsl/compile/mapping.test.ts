import { describe, expect, it } from 'vitest';
import { compileMapping } from '../../../dsl/index.ts';
import type { MappingEntry, SourceType } from '../../../dsl/index.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { errorsOf, eventOf, eventsOf } from '../../support/map-sample.ts';

function entriesOf(mapping: unknown, sourceType: SourceType = 'cdr'): readonly MappingEntry[] {
  const { entries, diagnostics } = compileMapping(mapping, sourceType, defaultProgram());
  if (!entries) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return entries;
}

const short = { event_type: 'call_type', value: 'duration', timestamp: 'call_time' };
const call = { customer_id: 'c1', call_type: 'outgoing', duration: 120, call_time: '2026-01-22T10:00:00Z' };

describe('a short mapping', () => {
  it('is laid over the template of its source type', () => {
    expect(eventOf('cdr', call, entriesOf(short))).toMatchObject({
      event_type: 'usage.voice',
      value: 120,
      unit: 's',
      occurred_at: '2026-01-22T10:00:00.000Z',
      attributes: { direction: 'outgoing' },
    });
  });

  it('that says nothing is the template', () => {
    expect(eventOf('cdr', call, entriesOf({}))).toEqual(eventOf('cdr', call));
  });

  it('takes the template’s other expressions along when it renames a field', () => {
    const entries = entriesOf({
      event_type: 'kind',
      timestamp: 'time(started, "unix_s")',
      customer_id: 'imsi',
    });
    const record = {
      imsi: 639,
      kind: 'gprs',
      kb_down: 5,
      started: Date.parse('2026-01-22T03:00:00Z') / 1000,
    };
    expect(eventOf('cdr', record, entries)).toMatchObject({
      customer_id: '639',
      event_type: 'usage.data',
      occurred_at: '2026-01-22T03:00:00.000Z',
      attributes: { off_peak: true },
    });
    expect(eventOf('cdr', { ...record, kind: 'outgoing', duration: 3 }, entries).attributes).toEqual({
      direction: 'outgoing',
    });
  });

  it('still knows the customer by `customer_id` where the template’s field is not in the record', () => {
    const entries = entriesOf({ event_type: 'txn_type', value: 'amount', timestamp: 'txn_time' }, 'billing');
    const record = { customer_id: 'c1', txn_type: 'TOPUP', amount: 5, txn_time: '2026-01-22T10:00:00Z' };
    expect(eventOf('billing', record, entries)).toMatchObject({ customer_id: 'c1', value: 5 });
  });

  it('adds own words to those of the template', () => {
    const entries = entriesOf({ types: { MOC: 'usage.voice' }, attributes: { direction: 'way' } });
    expect(eventOf('cdr', { ...call, call_type: 'MOC', way: 'incoming' }, entries)).toMatchObject({
      event_type: 'usage.voice',
      attributes: { direction: 'incoming' },
    });
    expect(eventOf('cdr', { ...call, call_type: 'sms_in', way: 'incoming' }, entries).event_type).toBe(
      'usage.sms',
    );
  });

  it('may name an attribute beside its fields', () => {
    const entries = entriesOf({ ...short, on_net: 'net = "K"' });
    expect(eventOf('cdr', { ...call, net: 'K' }, entries).attributes).toEqual({
      direction: 'outgoing',
      on_net: true,
    });
  });

  it('may name an attribute of one type', () => {
    const entries = entriesOf({ attributes: { 'usage.voice': { roaming: 'abroad' } } });
    expect(eventOf('cdr', { ...call, abroad: 'yes' }, entries).attributes).toEqual({
      direction: 'outgoing',
      roaming: true,
    });
  });

  it('is laid over every entry of a template that is a list', () => {
    const entries = entriesOf({ timestamp: 'loaded' }, 'dwh');
    const row = {
      row_id: 'R',
      customer_id: 'c1',
      loaded: '2026-01-22',
      segment_code: 'a',
      attribute_name: 'b',
      attribute_value: 1,
    };
    expect(eventsOf('dwh', row, entries).map(event => event.event_id)).toEqual(['R#segment', 'R#attribute']);
  });
});

describe('one `value` for all types', () => {
  const session = {
    customer_id: 'c1',
    call_type: 'gprs',
    duration: 300,
    kb_down: 9,
    call_time: '2026-01-22T10:00:00Z',
  };

  it('goes before the template’s values', () => {
    const entries = entriesOf({ value: 'billed' });
    expect(eventOf('cdr', { ...call, billed: 60 }, entries).value).toBe(60);
    expect(eventOf('cdr', call, entries).value).toBe(120);
  });

  it('leaves a value alone that is always the same', () => {
    expect(
      eventOf('cdr', { ...call, call_type: 'sms_out', billed: 60 }, entriesOf({ value: 'billed' })).value,
    ).toBe(1);
  });

  it('keeps to its types where the template knows it: seconds of a call are no bytes of a session', () => {
    expect(eventOf('cdr', session, entriesOf(short)).value).toBe(9000);
    expect(errorsOf('cdr', { ...session, kb_down: null }, entriesOf(short))[0]?.message).toMatch(
      /usage\.data needs a value/,
    );
  });

  it('may be given by type instead', () => {
    const entries = entriesOf({ value: { 'usage.data': 'mb * 1 MB' } });
    expect(eventOf('cdr', { ...session, mb: 2 }, entries).value).toBe(2_000_000);
    expect(eventOf('cdr', call, entries).value).toBe(120);
  });
});

describe('a full mapping', () => {
  const full = { customer_id: 'who', timestamp: 'at', types: 'app.login' };

  it('stands alone', () => {
    expect(eventOf('app', { who: 'c1', at: '2026-01-22' }, entriesOf(full, 'app'))).toMatchObject({
      event_type: 'app.login',
      customer_id: 'c1',
    });
    expect(
      errorsOf('app', { user_id: 'c1', ts: 1769076000000, name: 'login' }, entriesOf(full, 'app')),
    ).not.toEqual([]);
  });

  it('may be a list, each entry with its own id and condition', () => {
    const entries = entriesOf(
      [
        { id: 'in', when: 'kind = "I"', ...full, types: 'app.login' },
        {
          id: 'used',
          when: 'kind = "U"',
          ...full,
          types: 'ussd.used',
          attributes: { 'ussd.used': { code: 'code' } },
        },
      ],
      'app',
    );
    const record = { who: 'c1', at: '2026-01-22', kind: 'U', code: '*100#' };
    expect(eventOf('app', record, entries)).toMatchObject({
      event_type: 'ussd.used',
      event_id: 'c0ffee#used',
    });
  });

  it('reads fields with any name', () => {
    const entries = entriesOf({ ...full, customer_id: 'field("A Number")' }, 'app');
    expect(eventOf('app', { 'A Number': 254, at: '2026-01-22' }, entries).customer_id).toBe('254');
  });
});

describe('a faulty mapping', () => {
  it.each<readonly [string, unknown, RegExp]>([
    ['that is no object', 'call_type', /another shape/],
    [
      'with a field that is none',
      { evnt_type: 'call_type' },
      /`evnt_type` is no part of a mapping — did you mean `event_type`/,
    ],
    ['with a field of another shape', { timestamp: ['call_time'] }, /^timestamp: /],
    ['with an empty text', { timestamp: ' ' }, /^timestamp: /],
    [
      'with the event type itself where its field is asked for',
      { event_type: 'usage.data' },
      /^event_type: `usage\.data` is an event type, .* write `types: usage\.data` instead/,
    ],
    ['with a text that is no expression', { value: 'a +' }, /^value/],
    [
      'with a type that is none',
      { types: { MOC: 'usage.voise' } },
      /types\.MOC: `usage\.voise` is no event type — did you mean `usage\.voice`/,
    ],
    [
      'with an attribute that is none',
      { attributes: { 'usage.voice': { on_ent: 'x' } } },
      /no attribute `on_ent` — did you mean `on_net`/,
    ],
    [
      'with a shared attribute that is none',
      { attributes: { on_ent: 'x' } },
      /`on_ent` is no part of a mapping/,
    ],
    [
      'that counts in another kind of unit',
      { value: { 'usage.data': 'secs * 1 s' } },
      /`usage\.data` is counted in byte; this is a duration/,
    ],
    [
      'with a text that the attribute cannot be',
      { attributes: { direction: 'if a = "1" then "out" else "incoming"' } },
      /can never be "out"/,
    ],
    [
      'with a condition that is none',
      [{ id: 'a', when: '1 + 1', customer_id: 'c', timestamp: 't', types: 'usage.sms' }],
      /when/,
    ],
    ['whose list is empty', [], /list of mappings is empty/],
    [
      'whose entries have no ids',
      [{ customer_id: 'c', timestamp: 't', types: 'usage.sms' }],
      /0\.id: `id` is missing/,
    ],
    [
      'that does not say of which type',
      [{ id: 'a', customer_id: 'c', timestamp: 't' }],
      /Nothing says of which type/,
    ],
    ['that asks for the running time', { timestamp: 'now' }, /`now`/],
    ['that counts over time', { value: 'count(usage, 7d)' }, /value/],
  ])('%s is refused, and says so', (_, mapping, message) => {
    const { entries, diagnostics } = compileMapping(mapping, 'cdr', defaultProgram());
    expect(entries).toBeUndefined();
    expect(diagnostics.map(diagnostic => diagnostic.message).join('\n')).toMatch(message);
  });

  it('says a fault of what is laid over several entries once', () => {
    const { diagnostics } = compileMapping({ timestamp: 'a +' }, 'dwh', defaultProgram());
    expect(diagnostics).toHaveLength(1);
  });
});
