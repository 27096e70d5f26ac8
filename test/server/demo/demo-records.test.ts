import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ARCHETYPES, demoRecords } from '../../../server/demo/index.ts';
import type { DemoOptions, DemoRecord } from '../../../server/demo/index.ts';

const end = Date.parse('2026-03-01T15:00:00Z');
const options: DemoOptions = { customers: 60, days: 60, seed: 7, zone: 'Africa/Nairobi' };
const records = [...demoRecords(options, end)];

describe('demoRecords', () => {
  it('gives the same bytes for the same seed', () => {
    expect(digest(demoRecords(options, end))).toBe(digest(records));
  });

  it('gives other bytes for another seed', () => {
    expect(digest(demoRecords({ ...options, seed: 8 }, end))).not.toBe(digest(records));
  });

  it('gives records in the order in which they arrive, none after the end', () => {
    const order = records.map(record => record.at);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.max(...order)).toBeLessThanOrEqual(end);
    expect(Math.max(...order)).toBeGreaterThan(end - 3_600_000);
  });

  it('lets nothing arrive before it happened', () => {
    const early = records.filter(({ at, record }) => timeOf(record) > at);
    expect(early).toEqual([]);
  });

  it.each(['cdr', 'billing', 'crm', 'app', 'network', 'dwh', 'xiva', 'ml'])(
    'has records of %s',
    sourceType => {
      expect(records.some(record => record.source_type === sourceType)).toBe(true);
    },
  );

  it.each(ARCHETYPES.map(archetype => archetype.id))(
    'has a customer who is %s, however few there are',
    id => {
      const few = [...demoRecords({ ...options, customers: ARCHETYPES.length, days: 45 }, end)];
      expect(few.some(({ record }) => JSON.stringify(record).includes(`-${id}"`))).toBe(true);
    },
  );

  it('has duplicates, late records and reversals', () => {
    const ids = records
      .map(({ record }) => record.record_id ?? record.txn_id ?? record.id ?? null)
      .filter(id => id !== null);
    expect(new Set(ids).size).toBeLessThan(ids.length);
    expect(
      records.some(
        ({ at, record }) => at - timeOf(record) > 20 * 3_600_000 && record.call_time !== undefined,
      ),
    ).toBe(true);
    expect(records.some(({ record }) => record.original_txn !== undefined)).toBe(true);
  });

  it.each([
    'port_out',
    'port_out_cancelled',
    'offer_yes',
    'complaint',
    'referral',
    'redemption',
    'case_closed',
  ])('has the activity %s', activity => {
    expect(records.some(({ record }) => record.activity === activity)).toBe(true);
  });

  it('leaves who is dormant without usage for 25 days', () => {
    const usage = records.filter(
      ({ source_type, record }) => source_type === 'cdr' && String(record.customer_id).endsWith('-dormant'),
    );
    const last = Math.max(...usage.map(({ record }) => timeOf(record)));
    expect((end - last) / 86_400_000).toBeGreaterThan(24);
    expect((end - last) / 86_400_000).toBeLessThan(27);
  });
});

function timeOf(record: DemoRecord['record']): number {
  if (typeof record.ts === 'number') return record.ts;
  const text =
    record.call_time ??
    record.txn_time ??
    record.activity_time ??
    record.measured_at ??
    record.load_time ??
    record.scored_at;
  return typeof text === 'string' ? Date.parse(text) : 0;
}

function digest(all: Iterable<DemoRecord>): string {
  const hash = createHash('sha256');
  for (const record of all) hash.update(JSON.stringify(record));
  return hash.digest('hex');
}
