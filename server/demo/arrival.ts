import { DAY_MS, HOUR_MS, MINUTE_MS } from './day.ts';
import type { Random } from './random.ts';
import type { DemoSourceType, Draft, RawRecord } from './records.ts';

/** A raw record and when the platform gets it. */
export interface DemoRecord {
  readonly source_type: DemoSourceType;
  readonly record: RawRecord;
  readonly at: number;
}

/** Hourly files come a few minutes after the hour, daily ones at night, the rest at once. */
const ARRIVALS: Readonly<Record<DemoSourceType, (time: number) => number>> = {
  cdr: time => nextFull(time, HOUR_MS) + 5 * MINUTE_MS,
  billing: time => time + 2000,
  crm: time => time + 5 * MINUTE_MS,
  app: time => time + 1000,
  network: time => nextFull(time, HOUR_MS) + 10 * MINUTE_MS,
  dwh: time => time + 30 * MINUTE_MS,
  xiva: time => nextFull(time, DAY_MS) + 2 * HOUR_MS,
  ml: time => time + MINUTE_MS,
};

const LATE_SHARE = 0.01;
const TWICE_SHARE = 0.004;
/** Share of purchases and recharges that are taken back two days later. */
const TAKEN_BACK_SHARE = 0.015;

/** A draft as it arrives: in time or late, some twice, some taken back later. */
export function arrivals(draft: Draft, random: Random): readonly DemoRecord[] {
  const usual = ARRIVALS[draft.sourceType](draft.time);
  // Records of roaming partners and of a stuck mediation come up to two days late.
  const late = draft.sourceType === 'cdr' && random.chance(LATE_SHARE) ? random.integer(3, 40) * HOUR_MS : 0;
  const record: DemoRecord = { source_type: draft.sourceType, record: draft.record, at: usual + late };
  const again = random.chance(TWICE_SHARE)
    ? [{ ...record, at: record.at + random.integer(1, 90) * MINUTE_MS }]
    : [];
  const back = takenBack(draft);
  if (!back || !random.chance(TAKEN_BACK_SHARE)) return [record, ...again];
  const time = draft.time + 2 * DAY_MS;
  return [
    record,
    ...again,
    { ...record, record: back(new Date(time).toISOString()), at: usual + 2 * DAY_MS },
  ];
}

/** The record that reverses one, where its source has such. */
function takenBack(draft: Draft): ((time: string) => RawRecord) | undefined {
  const { record } = draft;
  if (draft.sourceType === 'billing' && record.txn_type === 'TOPUP' && record.status === 'OK') {
    return time => ({
      ...record,
      txn_id: `${String(record.txn_id)}-R`,
      txn_time: time,
      original_txn: record.txn_id ?? '',
    });
  }
  if (draft.sourceType === 'xiva') {
    const { booked, ...rest } = record;
    return () => ({
      ...rest,
      transaction_id: `${String(record.transaction_id)}-R`,
      booked: booked ?? '',
      refund_of: record.transaction_id ?? '',
    });
  }
  return undefined;
}

function nextFull(time: number, step: number): number {
  return (Math.floor(time / step) + 1) * step;
}
