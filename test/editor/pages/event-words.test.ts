import { describe, expect, it } from 'vitest';
import type { NormalisedEvent } from '../../../editor/api/types.ts';
import { effectWords } from '../../../editor/components/effect-words.ts';
import { eventWords } from '../../../editor/pages/customer/event-words.ts';

const event: NormalisedEvent = {
  event_id: 'e-1',
  source_type: 'cdr',
  source_name: 'CDR System',
  event_type: 'usage.data',
  customer_id: 'c-1',
  occurred_at: '2026-01-22T10:00:00Z',
  received_at: '2026-01-22T10:05:00Z',
  value: 89_115_000,
  unit: 'byte',
  attributes: { up: 16_952_000, rat: '4g', off_peak: true, roaming: false, called_class: 'toll_free' },
  processing_status: 'processed',
};
const type = {
  id: 'usage.data',
  name: 'Data session',
  source_types: ['cdr'],
  unit: 'byte',
  required: [],
  attributes: {
    up: { type: 'data', unit: 'byte' },
    rat: { type: 'text' },
    off_peak: { type: 'boolean' },
    roaming: { type: 'boolean' },
    called_class: { type: 'text' },
  },
};

describe('an event in a few words', () => {
  it('gives numbers in the catalogue’s units, and of yes and no what is true', () => {
    expect(eventWords(event, type)).toBe('89.12 MB · up 16.95 MB · 4g · off peak · toll free');
  });

  it('gives texts of events that the catalogue no longer has as they came', () => {
    expect(eventWords({ ...event, attributes: { plan: 'PRE_S' } }, undefined)).toBe('89.12 MB · PRE_S');
  });

  it('says that it is a reversal', () => {
    expect(eventWords({ ...event, attributes: {}, reversal_of: 'e-0' }, type)).toBe('89.12 MB · a reversal');
  });
});

describe('what followed, in words', () => {
  it('tells score changes apart from what was decided', () => {
    const words = effectWords([
      { kind: 'score_changed', score: 'risk', before: 7.5, after: 7.4, sentence: 'Risk fell.' },
      { kind: 'mission_completed', sentence: 'Data Explorer is completed.' },
      { kind: 'tier_changed' },
    ]);
    expect(words.sentences).toEqual(['Data Explorer is completed.', 'Tier changed']);
    expect(words.scores).toEqual([{ score: 'risk', before: 7.5, after: 7.4 }]);
  });
});
