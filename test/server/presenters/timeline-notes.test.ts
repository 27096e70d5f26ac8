import { describe, expect, it } from 'vitest';
import { notesOf } from '../../../server/presenters/timeline-notes.ts';
import type { EventEntry, NotesAbout } from '../../../server/presenters/timeline-notes.ts';
import { defaultProgram } from '../../support/default-rules.ts';

const AT = Date.parse('2026-01-22T12:00:00Z');

function entry(id: string, v: number, more: Partial<EventEntry['input']> = {}): EventEntry {
  const time = new Date(AT).toISOString();
  const input = {
    event_id: id.split(':').slice(1).join(':'),
    source_type: 'cdr',
    source_name: 'CDR System',
    event_type: 'usage.voice',
    customer_id: 'c',
    occurred_at: time,
    received_at: time,
    value: 120,
    unit: 's',
    attributes: {},
    processing_status: 'processed',
    ...more,
  } as const;
  const decided = { program: 'p', release: 1, effects: [], answer: null };
  return { id, customer: 'c', v, i: 0, at: AT, kind: 'event', input, ...decided };
}

const NOTHING: NotesAbout = {
  program: defaultProgram(),
  zone: 'UTC',
  repeat: undefined,
  reversals: [],
  original: null,
  reversalsOfOriginal: [],
  settled: [],
};

const sentencesOf = (of: EventEntry, about: Partial<NotesAbout>): string[] =>
  notesOf(of, { ...NOTHING, ...about }).map(({ sentence }) => sentence);

describe('notes on an event', () => {
  it('are none where there is nothing to say', () => {
    expect(sentencesOf(entry('cdr:1', 1), {})).toEqual([]);
  });

  it('tell that its id is another customer’s, and that it was undone', () => {
    const twin = entry('cdr:1:c:7', 7, { event_id: '1' });
    const undo = entry('cdr:undo:1:c:7', 8, {
      event_id: 'undo:1:c:7',
      reversal_of: '1:c:7',
      reason: 'correction',
    });
    const { value: _value, ...input } = undo.input;
    const reversal: EventEntry = { ...undo, input };
    expect(sentencesOf(twin, { reversals: [reversal] })).toEqual([
      expect.stringContaining('Its id belongs to an event of another customer'),
      'Was taken back on 2026-01-22 12:00 UTC (correction): all of it no longer counts.',
    ]);
    expect(sentencesOf(reversal, { original: twin, reversalsOfOriginal: [reversal] })).toEqual([
      expect.stringContaining('whose id belongs to another customer’s event'),
    ]);
  });

  it('tell of each part that was taken back what it was, in order', () => {
    const original = entry('cdr:1', 1);
    const parts = [30, 50, 40, 10].map((value, n) => entry(`cdr:r${n}`, 2 + n, { reversal_of: '1', value }));
    const told = sentencesOf(original, { reversals: parts });
    expect(told.map(sentence => /: (.+) of it|(nothing changed)/.exec(sentence)?.slice(1))).toEqual([
      ['30 seconds', undefined],
      ['50 seconds', undefined],
      ['the rest', undefined],
      [undefined, 'nothing changed'],
    ]);
  });
});
