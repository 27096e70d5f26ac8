import type { Json } from '../../engine/model.ts';
import type { DemoCustomer } from './customer.ts';
import { localClock } from './day.ts';

export type DemoSourceType = 'cdr' | 'billing' | 'crm' | 'app' | 'network' | 'dwh' | 'xiva' | 'ml';
export type RawRecord = Readonly<Record<string, Json>>;

/** A raw record, in the field names of its source type's template, and when what it tells of happened. */
export interface Draft {
  readonly sourceType: DemoSourceType;
  readonly time: number;
  readonly record: RawRecord;
}

type Fields = Readonly<Record<string, Json>>;

/** A call, message or data session as mediation writes it. */
export function cdr(
  customer: DemoCustomer,
  id: string,
  time: number,
  callType: string,
  fields: Fields,
): Draft {
  const base = {
    record_id: `CDR-${id}`,
    customer_id: customer.id,
    call_time: iso(time),
    call_type: callType,
  };
  return {
    sourceType: 'cdr',
    time,
    record: { ...base, home_network: 'home', visited_network: 'home', ...fields },
  };
}

/** A transaction of billing or the charging system. */
export function transaction(
  customer: DemoCustomer,
  id: string,
  time: number,
  type: string,
  fields: Fields,
): Draft {
  const base = { txn_id: `TXN-${id}`, msisdn: customer.id, txn_time: iso(time), txn_type: type };
  return { sourceType: 'billing', time, record: { ...base, status: 'OK', ...fields } };
}

/** An activity of the customer relationship system. */
export function activity(
  customer: DemoCustomer,
  id: string,
  time: number,
  name: string,
  fields: Fields = {},
): Draft {
  const base = {
    activity_id: `ACT-${id}`,
    contact_id: customer.id,
    activity_time: iso(time),
    activity: name,
  };
  return { sourceType: 'crm', time, record: { ...base, ...fields } };
}

/** Something done in the app, on the web or by USSD. */
export function appEvent(
  customer: DemoCustomer,
  id: string,
  time: number,
  name: string,
  fields: Fields = {},
): Draft {
  return {
    sourceType: 'app',
    time,
    record: { id: `APP-${id}`, user_id: customer.id, ts: time, name, ...fields },
  };
}

/** A measurement of the network's probes. */
export function probe(customer: DemoCustomer, id: string, time: number, type: string, fields: Fields): Draft {
  const base = { probe_id: `PRB-${id}`, subscriber: customer.id, measured_at: iso(time), record_type: type };
  return { sourceType: 'network', time, record: { ...base, ...fields } };
}

/** A row of the warehouse's daily load: a segment, or an attribute of the profile. */
export function warehouseRow(customer: DemoCustomer, id: string, time: number, fields: Fields): Draft {
  const base = { row_id: `ROW-${id}`, customer_id: customer.id, load_time: iso(time) };
  return { sourceType: 'dwh', time, record: { ...base, ...fields } };
}

/** A purchase at a partner; Xiva books in local time, to the minute. */
export function partnerPurchase(
  customer: DemoCustomer,
  id: string,
  time: number,
  zone: string,
  fields: Fields,
): Draft {
  const minute = time - (time % 60_000);
  const base = { transaction_id: `XIV-${id}`, loyalty_id: customer.id, booked: localClock(minute, zone) };
  return { sourceType: 'xiva', time: minute, record: { ...base, ...fields } };
}

/** What the operator's models say of a customer. */
export function modelScore(customer: DemoCustomer, id: string, time: number, fields: Fields): Draft {
  const base = { score_id: `ML-${id}`, customer_id: customer.id, scored_at: iso(time) };
  return { sourceType: 'ml', time, record: { ...base, model: 'churn_gbm', version: '7.2', ...fields } };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
