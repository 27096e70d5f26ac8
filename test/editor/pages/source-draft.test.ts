import { describe, expect, it } from 'vitest';
import { EXAMPLE_DRAFT, bodyOf, draftOf } from '../../../editor/pages/sources/source-draft.ts';

describe('a source in the making', () => {
  it('begins as the product’s own example', () => {
    expect(bodyOf(EXAMPLE_DRAFT)).toEqual({
      body: {
        source_type: 'cdr',
        source_name: 'CDR System',
        connection_config: {},
        event_mapping: { event_type: 'call_type', value: 'duration', timestamp: 'call_time' },
        sync_frequency: 'hourly',
        is_active: true,
      },
    });
  });

  it('reads a mapping in YAML as well', () => {
    expect(bodyOf({ ...EXAMPLE_DRAFT, mapping: 'event_type: kind\nvalue:\n  usage.sms: 1\n' })).toMatchObject(
      {
        body: { event_mapping: { event_type: 'kind', value: { 'usage.sms': 1 } } },
      },
    );
  });

  it.each([
    ['name', { name: ' ' }],
    ['mapping', { mapping: '{ "event_type": ' }],
    ['mapping', { mapping: 'call_type' }],
    [
      'connection',
      {
        connection: [
          { key: 'token', value: 'a' },
          { key: 'token', value: 'b' },
        ],
      },
    ],
  ] as const)('says what is wrong with its %s', (field, part) => {
    expect(bodyOf({ ...EXAMPLE_DRAFT, ...part })).toMatchObject({ problem: { field } });
  });

  it('is the same source after opening and saving it', () => {
    const source = {
      id: 's_1',
      source_type: 'billing',
      source_name: 'Billing',
      connection_config: { api_endpoint: 'https://b.example', token: '********' },
      event_mapping: { event_type: 'if a = "b" then "c" else d', types: { TOPUP: 'recharge.completed' } },
      sync_frequency: 'daily',
      is_active: false,
      last_sync_at: null,
      status: 'off',
      created_at: '2026-01-01T00:00:00Z',
    };
    const { source_type, source_name, connection_config, event_mapping, sync_frequency, is_active } = source;
    expect(bodyOf(draftOf(source))).toEqual({
      body: { source_type, source_name, connection_config, event_mapping, sync_frequency, is_active },
    });
  });
});
