import { describe, expect, it } from 'vitest';
import type { SourceType } from '../../../dsl/index.ts';
import type { Json, NormalisedEvent } from '../../../engine/model.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { eventOf, eventsOf } from '../../support/map-sample.ts';

/** What an event must say beside what all events of the row's source have. */
type Expected = Pick<NormalisedEvent, 'event_type'> & Partial<NormalisedEvent>;
type Row = readonly [title: string, sourceType: SourceType, record: Json, expected: Expected];

const cdr = { record_id: 'CDR-1', customer_id: 'c1', call_time: '2026-01-22T10:00:00Z' };
const billing = { txn_id: 'TXN-1', msisdn: '254700000001', txn_time: '2026-01-22T09:15:30+03:00' };
const crm = { activity_id: 'ACT-1', contact_id: 'c1', activity_time: '2026-01-22 09:15:00' };
const app = { id: 'APP-1', user_id: 'c1', ts: 1769076000000 };
const network = { probe_id: 'PRB-1', subscriber: 'c1', measured_at: '2026-01-22T10:00:00Z' };

const rows: readonly Row[] = [
  [
    'an outgoing call',
    'cdr',
    {
      ...cdr,
      call_type: 'outgoing',
      duration: 120,
      called_operator: 'own',
      called_class: 'national',
      visited_network: 'home',
      home_network: 'home',
    },
    {
      event_id: 'CDR-1',
      event_type: 'usage.voice',
      occurred_at: '2026-01-22T10:00:00.000Z',
      value: 120,
      unit: 's',
      attributes: { direction: 'outgoing', on_net: true, roaming: false, called_class: 'national' },
    },
  ],
  [
    'a call with nothing but the fields of a short mapping',
    'cdr',
    { customer_id: 'c1', call_type: 'outgoing', duration: 120, call_time: '2026-01-22T10:00:00Z' },
    { event_id: 'c0ffee', event_type: 'usage.voice', value: 120, attributes: { direction: 'outgoing' } },
  ],
  [
    'an incoming call abroad, its length as text',
    'cdr',
    { ...cdr, call_type: 'incoming', duration: '61.4', visited_network: 'FR-01', home_network: 'KE-02' },
    { event_type: 'usage.voice', value: 61.4, attributes: { direction: 'incoming', roaming: true } },
  ],
  [
    'a message',
    'cdr',
    { ...cdr, call_type: 'sms_out', called_class: 'international' },
    {
      event_type: 'usage.sms',
      value: 1,
      unit: 'message',
      attributes: { direction: 'outgoing', international: true },
    },
  ],
  [
    'a received message without a class',
    'cdr',
    { ...cdr, call_type: 'sms_in' },
    { event_type: 'usage.sms', value: 1, attributes: { direction: 'incoming' } },
  ],
  [
    'a data session, off peak by the local clock',
    'cdr',
    { ...cdr, call_type: 'gprs', call_time: '2026-01-22T03:59:00Z', kb_up: 100, kb_down: 900.5, rat: '4G' },
    {
      event_type: 'usage.data',
      value: 1_000_500,
      unit: 'byte',
      attributes: { up: 100_000, down: 900_500, rat: '4g', off_peak: true },
    },
  ],
  [
    'a data session an hour later',
    'cdr',
    { ...cdr, call_type: 'gprs', call_time: '2026-01-22T04:00:00Z', kb_down: 10 },
    { event_type: 'usage.data', value: 10_000, attributes: { down: 10_000, off_peak: false } },
  ],
  [
    'a corrected call',
    'cdr',
    { ...cdr, record_id: 'CDR-2', call_type: 'outgoing', duration: 20, reverses: 'CDR-1' },
    {
      event_id: 'CDR-2',
      event_type: 'usage.voice',
      value: 20,
      reversal_of: 'CDR-1',
      reason: 'correction',
      attributes: { direction: 'outgoing' },
    },
  ],
  [
    'a top-up in the app',
    'billing',
    { ...billing, txn_type: 'TOPUP', status: 'OK', amount: '10.00', channel: 'app', balance: 10.5 },
    {
      event_type: 'recharge.completed',
      customer_id: '254700000001',
      occurred_at: '2026-01-22T06:15:30.000Z',
      value: 10,
      unit: 'money',
      attributes: { method: 'app', digital: true, balance_after: 10.5 },
    },
  ],
  [
    'a top-up without a status and a channel',
    'billing',
    { ...billing, txn_type: 'TOPUP', amount: 5 },
    { event_type: 'recharge.completed', value: 5, attributes: { digital: false } },
  ],
  [
    'a top-up that did not go through',
    'billing',
    { ...billing, txn_type: 'TOPUP', status: 'DECLINED', amount: 5, channel: 'card' },
    { event_type: 'recharge.failed', attributes: { method: 'card' } },
  ],
  [
    'a charge-back, which needs nothing but its original',
    'billing',
    { ...billing, txn_id: 'TXN-9', txn_type: 'TOPUP', original_txn: 'TXN-1', fraud_case: 'F-7' },
    { event_type: 'recharge.completed', reversal_of: 'TXN-1', reason: 'fraud' },
  ],
  [
    'a partial refund',
    'billing',
    { ...billing, txn_id: 'TXN-9', txn_type: 'TOPUP', amount: 2, original_txn: 'TXN-1' },
    { event_type: 'recharge.completed', value: 2, reversal_of: 'TXN-1', reason: 'refund' },
  ],
  [
    'an invoice',
    'billing',
    { ...billing, txn_type: 'INVOICE', amount: 45 },
    { event_type: 'bill.issued', value: 45, attributes: {} },
  ],
  [
    'a bill paid the day after it was due, by its local times',
    'billing',
    {
      ...billing,
      txn_type: 'PAYMENT',
      amount: 45,
      channel: 'autopay',
      paid_at: '2026-01-21 00:00',
      due_at: '2026-01-20',
    },
    { event_type: 'bill.paid', value: 45, attributes: { on_time: false, autopay: true, digital: true } },
  ],
  [
    'a reminder',
    'billing',
    { ...billing, txn_type: 'DUNNING', amount: 45, days_overdue: 3 },
    { event_type: 'bill.overdue', value: 3, unit: 'd', attributes: {} },
  ],
  [
    'a bundle',
    'billing',
    {
      ...billing,
      txn_type: 'BUNDLE',
      amount: 3,
      product: 'DATA_2GB',
      paid_from: 'wallet',
      validity: 14,
      auto_renew: 'N',
    },
    {
      event_type: 'bundle.purchased',
      value: 3,
      attributes: { sku: 'DATA_2GB', paid_from: 'wallet', validity_days: 14, auto_renew: false },
    },
  ],
  [
    'a bundle renewed too late',
    'billing',
    {
      ...billing,
      txn_type: 'RENEWAL',
      amount: 3,
      product: 'DATA_2GB',
      valid_until: '2026-01-22T06:15:29Z',
      auto_renew: true,
    },
    {
      event_type: 'bundle.renewed',
      value: 3,
      attributes: { sku: 'DATA_2GB', before_expiry: false, auto_renew: true },
    },
  ],
  [
    'a bundle used up',
    'billing',
    { ...billing, txn_type: 'DEPLETED', product: 'DATA_2GB', days_left: 4 },
    { event_type: 'bundle.depleted', attributes: { sku: 'DATA_2GB', days_left: 4 } },
  ],
  [
    'an expired bundle',
    'billing',
    { ...billing, txn_type: 'EXPIRED', product: 'DATA_2GB', unused_mb: 0.5 },
    { event_type: 'bundle.expired', attributes: { sku: 'DATA_2GB', unused: 500_000 } },
  ],
  [
    'a low balance',
    'billing',
    { ...billing, txn_type: 'LOW_BALANCE', balance: 0.2, threshold: 0.5 },
    { event_type: 'balance.low', value: 0.2, attributes: { threshold: 0.5 } },
  ],
  [
    'a loan',
    'billing',
    { ...billing, txn_type: 'LOAN', amount: 1 },
    { event_type: 'advance.taken', value: 1, attributes: {} },
  ],
  [
    'an activation, its time on the local clock',
    'crm',
    { ...crm, activity: 'activation', plan: 'basic', payment_type: 'Prepaid' },
    {
      event_type: 'sim.activated',
      occurred_at: '2026-01-22T06:15:00.000Z',
      attributes: { plan: 'basic', payment_type: 'prepaid' },
    },
  ],
  [
    'a profile in percent',
    'crm',
    { ...crm, activity: 'profile', percent_complete: 60 },
    { event_type: 'profile.updated', value: 60, unit: 'percent', attributes: {} },
  ],
  [
    'a closed case',
    'crm',
    { ...crm, activity: 'case_closed', case_id: 77, category: 'network', hours_open: 1.5, csat: 4 },
    {
      event_type: 'ticket.resolved',
      value: 1.5,
      unit: 'h',
      attributes: { ticket: '77', category: 'network', csat: 4 },
    },
  ],
  [
    'a cheaper plan',
    'crm',
    { ...crm, activity: 'plan_change', old_fee: 10, new_fee: 7.5 },
    { event_type: 'plan.changed', value: -2.5, attributes: { delta: -2.5 } },
  ],
  [
    'a port-out',
    'crm',
    { ...crm, activity: 'port_out' },
    { event_type: 'portout.requested', attributes: {} },
  ],
  [
    'a session in the app',
    'app',
    { ...app, name: 'session_end', duration_ms: 90_000, platform: 'iOS' },
    {
      event_type: 'app.session',
      occurred_at: '2026-01-22T10:00:00.000Z',
      value: 1.5,
      unit: 'min',
      attributes: { platform: 'ios' },
    },
  ],
  [
    'a consent that was withdrawn',
    'app',
    { ...app, name: 'consent', channel: 'sms', granted: false },
    { event_type: 'optin.changed', attributes: { channel: 'sms', on: false } },
  ],
  [
    'a survey',
    'app',
    { ...app, name: 'survey', survey: 'care_rating', score: 4 },
    { event_type: 'survey.answered', value: 4, unit: 'score', attributes: { kind: 'care_rating' } },
  ],
  [
    'a quality sample',
    'network',
    { ...network, record_type: 'QOE', throughput_kbps: 12_345, rtt_ms: 40, loss: 0.25, rat: '5g' },
    {
      event_type: 'qoe.sampled',
      value: 12.345,
      unit: 'Mbps',
      attributes: { latency_ms: 40, loss_pct: 0.25, rat: '5g' },
    },
  ],
  [
    'an outage',
    'network',
    { ...network, record_type: 'OUTAGE', outage_seconds: 90 },
    { event_type: 'outage.affected', value: 1.5, unit: 'min', attributes: {} },
  ],
  [
    'a partner purchase, booked on the local clock',
    'xiva',
    {
      transaction_id: 'X1',
      loyalty_id: 'c1',
      booked: '22.01.2026 09:15',
      amount: 12.345_6,
      merchant: 'Rides',
    },
    {
      event_type: 'partner.transaction',
      occurred_at: '2026-01-22T06:15:00.000Z',
      value: 12.346,
      attributes: { partner: 'Rides' },
    },
  ],
  [
    'a model score with its offer',
    'ml',
    {
      customer_id: 'c1',
      scored_at: '2026-01-22T03:00:00Z',
      model: 'm',
      version: 7.2,
      churn_probability: 0.65,
      nbo: { sku: 'S', kind: 'upsell', propensity: 0.4 },
    },
    {
      event_type: 'ml.scored',
      attributes: {
        model: 'm',
        version: '7.2',
        churn_probability: 0.65,
        nbo_sku: 'S',
        nbo_kind: 'upsell',
        nbo_propensity: 0.4,
      },
    },
  ],
  [
    'an attribute of the warehouse',
    'dwh',
    {
      row_id: 'R1',
      customer_id: 'c1',
      load_time: '2026-01-22T01:00:00Z',
      attribute_name: 'activated_at',
      attribute_value: '2024-01-05',
    },
    {
      event_id: 'R1#attribute',
      event_type: 'attribute.changed',
      attributes: { name: 'activated_at', value: '2024-01-05' },
    },
  ],
];

describe('the default templates', () => {
  it.each(rows)('map %s', (_, sourceType, record, expected) => {
    expect(eventOf(sourceType, record)).toMatchObject({
      source_type: sourceType,
      processing_status: 'processed',
      ...expected,
    });
  });

  it.each(rows)('give %s no attribute beyond those', (_, sourceType, record, expected) => {
    const { attributes } = eventOf(sourceType, record);
    if (expected.attributes) expect(attributes).toEqual(expected.attributes);
    else
      expect(Object.keys(attributes).every(name => Object.hasOwn(typeOf(expected).attributes, name))).toBe(
        true,
      );
  });

  it('make an event of each entry that takes the row, with an id of its own', () => {
    const row = { row_id: 'R1', customer_id: 'c1', load_time: '2026-01-22T01:00:00Z' };
    const both = { ...row, segment_code: 'youth', attribute_name: 'staff', attribute_value: true };
    expect(eventsOf('dwh', both).map(({ event_id, event_type }) => [event_id, event_type])).toEqual([
      ['R1#segment', 'segment.assigned'],
      ['R1#attribute', 'attribute.changed'],
    ]);
  });
});

function typeOf({ event_type }: Expected) {
  const type = defaultProgram().events[event_type];
  if (!type) throw new Error(`no event type ${event_type}`);
  return type;
}
