import { describe, expect, it } from 'vitest';
import {
  draftErrors,
  fieldLook,
  recordOf,
  startValues,
  typesBySource,
} from '../../../editor/pages/customer/send-event/event-draft.ts';

const voice = {
  id: 'usage.voice',
  name: 'Voice call',
  source_types: ['cdr'],
  unit: 's',
  required: ['direction'],
  attributes: {
    direction: { type: 'text', values: ['outgoing', 'incoming'] },
    on_net: { type: 'boolean' },
    called_class: { type: 'text', values: ['national', 'premium'] },
    cost: { type: 'money', unit: 'money' },
    booked: { type: 'time' },
    cell: { type: 'text' },
  },
};
const at = new Date('2026-01-22T10:00:00Z');
const draft = (attributes: Readonly<Record<string, string | boolean>>, value = '120') => ({
  customerId: ' c-1 ',
  type: voice,
  value,
  attributes: { ...startValues(voice), ...attributes },
});

describe('an event in the making', () => {
  it('asks for each attribute in its own way', () => {
    const looks = Object.fromEntries(
      Object.entries(voice.attributes).map(([name, type]) => [name, fieldLook(type)]),
    );
    expect(looks).toEqual({
      direction: 'choice',
      on_net: 'tick',
      called_class: 'choice',
      cost: 'number',
      booked: 'time',
      cell: 'text',
    });
  });

  it('becomes a record in the catalogue’s names, without what was left empty', () => {
    expect(recordOf(draft({ on_net: true, cost: '0.25' }), at)).toEqual({
      event_type: 'usage.voice',
      customer_id: 'c-1',
      timestamp: '2026-01-22T10:00:00.000Z',
      value: 120,
      direction: 'outgoing',
      on_net: true,
      cost: 0.25,
    });
  });

  it('gives no value where the type has none', () => {
    const login = { ...voice, id: 'app.login', unit: null, required: [], attributes: {} };
    const record = recordOf({ customerId: 'c-1', type: login, value: '5', attributes: {} }, at);
    expect(Object.keys(record)).toEqual(['event_type', 'customer_id', 'timestamp']);
    expect(draftErrors({ customerId: 'c-1', type: login, value: '', attributes: {} })).toEqual({});
  });

  it('names what is missing or no number', () => {
    expect(draftErrors({ ...draft({ direction: '', cost: 'a lot' }, ''), customerId: '' })).toEqual({
      customer_id: 'Give an id of 1 to 128 characters.',
      value: 'This event needs a value.',
      direction: 'This is required.',
      cost: 'Give a number.',
    });
    expect(draftErrors(draft({}, 'two'))).toEqual({ value: 'Give a number.' });
  });

  it('offers nothing that only the rules themselves make', () => {
    const own = { ...voice, id: 'mission.completed', source_types: ['cairn'] };
    expect(typesBySource([voice, own])).toEqual([['cdr', [voice]]]);
  });
});
