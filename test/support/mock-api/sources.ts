import { HOUR, DAY, iso } from './people.ts';

export interface MockSource {
  readonly id: string;
  readonly source_name: string;
  readonly is_active: boolean;
  readonly [key: string]: unknown;
}

export const SOURCES: readonly MockSource[] = [
  {
    id: 's_1',
    source_type: 'cdr',
    source_name: 'CDR System',
    connection_config: { api_endpoint: 'https://mediation.example/cdr', api_key: '********' },
    event_mapping: { event_type: 'call_type', value: 'duration', timestamp: 'call_time' },
    sync_frequency: 'hourly',
    is_active: true,
    last_sync_at: iso(-9 * 60_000),
    status: 'ok',
    created_at: iso(-40 * DAY),
  },
  {
    id: 's_2',
    source_type: 'billing',
    source_name: 'Billing and OCS',
    connection_config: {},
    event_mapping: { event_type: 'txn_type' },
    sync_frequency: 'real_time',
    is_active: true,
    last_sync_at: iso(-20_000),
    status: 'ok',
    created_at: iso(-40 * DAY),
  },
  {
    id: 's_3',
    source_type: 'network',
    source_name: 'Probe network',
    connection_config: {},
    event_mapping: { event_type: 'kind' },
    sync_frequency: 'daily',
    is_active: false,
    last_sync_at: null,
    status: 'off',
    created_at: iso(-3 * DAY),
  },
];

export const FAILED = [
  {
    failed_id: 'f_91',
    processing_status: 'failed',
    source_type: 'cdr',
    source_name: 'CDR System',
    customer_id: 'steady-1004',
    received_at: iso(-2 * HOUR),
    reason: '“mms_out” is no event type of this source',
    record: { customer_id: 'steady-1004', call_type: 'mms_out', duration: 1, call_time: iso(-3 * HOUR) },
    errors: [
      {
        path: '/call_type',
        message: '“mms_out” is not mapped',
        expected: 'outgoing, incoming, sms_out, sms_in or gprs',
      },
    ],
  },
  {
    failed_id: 'f_92',
    processing_status: 'failed',
    source_type: 'billing',
    source_name: 'Billing and OCS',
    customer_id: null,
    received_at: iso(-5 * HOUR),
    reason: 'The record names no customer',
    record: { txn_id: 'T-77', txn_type: 'TOPUP', amount: 10 },
    errors: [{ path: '/msisdn', message: 'is missing' }],
  },
];

export const EVENT_TYPES = [
  {
    id: 'recharge.completed',
    name: 'Recharge',
    source_types: ['billing'],
    unit: 'money',
    required: ['digital'],
    attributes: {
      method: { type: 'text' },
      digital: { type: 'boolean' },
      balance_after: { type: 'money', unit: 'money' },
    },
  },
  {
    id: 'bill.paid',
    name: 'Bill paid',
    source_types: ['billing'],
    unit: 'money',
    required: ['on_time', 'autopay', 'digital'],
    attributes: { on_time: { type: 'boolean' }, autopay: { type: 'boolean' }, digital: { type: 'boolean' } },
  },
  {
    id: 'usage.voice',
    name: 'Voice call',
    source_types: ['cdr'],
    unit: 's',
    required: ['direction'],
    attributes: {
      direction: { type: 'text', values: ['outgoing', 'incoming'] },
      on_net: { type: 'boolean' },
      roaming: { type: 'boolean' },
      called_class: { type: 'text', values: ['national', 'international', 'premium', 'service'] },
    },
  },
  {
    id: 'usage.data',
    name: 'Data session',
    source_types: ['cdr'],
    unit: 'byte',
    required: [],
    attributes: {
      up: { type: 'data', unit: 'byte' },
      down: { type: 'data', unit: 'byte' },
      rat: { type: 'text', values: ['2g', '3g', '4g', '5g', 'wifi'] },
      off_peak: { type: 'boolean' },
    },
  },
  { id: 'app.login', name: 'App login', source_types: ['app'], unit: null, required: [], attributes: {} },
  {
    id: 'sim.activated',
    name: 'SIM activated',
    source_types: ['crm'],
    unit: null,
    required: ['payment_type'],
    attributes: {
      plan: { type: 'text' },
      payment_type: { type: 'text', values: ['prepaid', 'hybrid', 'postpaid'] },
    },
  },
  {
    id: 'mission.completed',
    name: 'Mission completed',
    source_types: ['cairn'],
    unit: null,
    required: [],
    attributes: {},
  },
];
