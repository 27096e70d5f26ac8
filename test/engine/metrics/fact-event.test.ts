import { describe, expect, it } from 'vitest';
import type { AttributeType, EventType } from '../../../dsl/program/program.ts';
import { seenEvent } from '../../../engine/metrics/index.ts';
import type { NormalisedEvent } from '../../../engine/model.ts';

const type = (unit: string | undefined, attributes: Record<string, AttributeType> = {}): EventType => ({
  id: 'usage.voice',
  name: 'Voice call',
  sourceTypes: ['cdr'],
  required: [],
  attributes,
  ...(unit === undefined ? {} : { unit }),
});

function event(rest: Partial<NormalisedEvent>): NormalisedEvent {
  return {
    event_id: '17',
    source_type: 'cdr',
    source_name: 'CDR',
    event_type: 'usage.voice',
    customer_id: 'c1',
    occurred_at: '2026-10-15T10:20:00Z',
    received_at: '2026-10-15T10:21:00Z',
    attributes: {},
    processing_status: 'processed',
    ...rest,
  };
}

describe('an event as rules see it', () => {
  it.each([
    ['min', 2.5, 150_000],
    ['MB', 3, 3_000_000],
    ['Mbps', 1.5, 1_500_000],
    ['money', 4.25, 4.25],
    ['percent', 57, 0.57],
    ['points', 80, 80],
  ])('has its value in base units: %s', (unit, value, seen) => {
    expect(seenEvent('s:17', event({ value }), type(unit)).value).toBe(seen);
  });

  it('has its attributes in base units too, times in ms, and no empty texts', () => {
    const attributes: Record<string, AttributeType> = {
      validity: { type: 'duration', unit: 'd' },
      due: { type: 'time' },
      name: { type: 'text' },
      plain: { type: 'number' },
    };
    const given = { validity: 30, due: '2026-10-15T00:00:00Z', name: '', plain: 7, unknown: true };
    expect(seenEvent('s:17', event({ attributes: given }), type('s', attributes)).attributes).toEqual({
      validity: 2_592_000_000,
      due: Date.UTC(2026, 9, 15),
      plain: 7,
      unknown: true,
    });
  });

  it('has the attributes that the catalogue works out, unless the event carries them', () => {
    const logic = {
      if: [{ missing: ['event.roaming'] }, 'voice', { if: [{ var: 'event.roaming' }, 'roaming', 'voice'] }],
    };
    const service: AttributeType = { type: 'text', is: { text: '', logic, type: 'text', missing: false } };
    const withService = type('s', { service });
    const serviceOf = (attributes: NormalisedEvent['attributes']): unknown =>
      seenEvent('s:17', event({ attributes }), withService).attributes['service'];
    expect([serviceOf({}), serviceOf({ roaming: true }), serviceOf({ service: 'international' })]).toEqual([
      'voice',
      'roaming',
      'international',
    ]);
  });

  it('is known by its input’s id and its own time', () => {
    expect(seenEvent('cdr_system:17', event({}), type('s'))).toMatchObject({
      id: 'cdr_system:17',
      time: Date.UTC(2026, 9, 15, 10, 20),
      type: 'usage.voice',
      source: 'cdr',
    });
  });
});
