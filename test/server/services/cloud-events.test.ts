import { describe, expect, it } from 'vitest';
import { isJsonType, readCloudEvent } from '../../../server/services/cloud-events.ts';

const EVENT = {
  specversion: '1.0',
  id: 'A234-1234-1234',
  source: '/mycontext',
  type: 'com.example.someevent',
  time: '2018-04-05T17:31:00Z',
  subject: 'larger-context',
  datacontenttype: 'application/json',
  data: { appinfoA: 'abc' },
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function without(...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(EVENT).filter(([name]) => !names.includes(name)));
}

describe('a CloudEvent', () => {
  it('gives its record and what its envelope says', () => {
    expect(readCloudEvent(EVENT)).toEqual({
      cloudEvent: {
        source: '/mycontext',
        record: { appinfoA: 'abc' },
        envelope: {
          id: 'A234-1234-1234',
          type: 'com.example.someevent',
          time: '2018-04-05T17:31:00Z',
          customer: 'larger-context',
        },
      },
    });
  });

  // The examples of the specification, and what it says may be.
  it.each([
    ['with extensions of every type', { comexampleextension1: 'value', comexampleothervalue: 5, yes: true }],
    ['with attributes that are null and so not set', { subject: null, time: null, unsetextension: null }],
    ['with a data schema', { dataschema: 'https://example.com/schemas/1' }],
    ['with a source that is an absolute URI', { source: 'https://github.com/cloudevents' }],
    ['with a source that is a URN', { source: 'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66' }],
    ['with a source that is a name with blanks', { source: 'CDR System' }],
    ['with a source that is a name in any language', { source: 'Gebühren 電話 😀' }],
    ['with a source that is a number with dashes', { source: '1-555-123-4567' }],
    ['with a time off Greenwich', { time: '2018-04-05T20:31:00.123+03:00' }],
    [
      'with a type of data that ends with +json',
      { datacontenttype: 'application/vnd.telco.cdr+json; charset=utf-8' },
    ],
    ['with an integer at the end of the range', { least: -2_147_483_648, most: 2_147_483_647 }],
    ['with a text beyond the basic plane', { subject: 'Euro € 😀' }],
  ])('%s is read', (_what, more) => {
    expect(readCloudEvent({ ...EVENT, ...more })).toHaveProperty('cloudEvent');
  });

  it.each([
    ['without a type of its data, which is JSON then', without('datacontenttype'), { appinfoA: 'abc' }],
    ['without data, which says everything by its envelope', without('data'), {}],
    ['whose data is null', { ...EVENT, data: null }, null],
    ['whose data is a text, which is not read again', { ...EVENT, data: '{"a":1}' }, '{"a":1}'],
    ['whose data comes as Base64', { ...without('data'), data_base64: base64('{"ä":1}') }, { ä: 1 }],
  ])('%s has a record', (_what, event, record) => {
    expect(readCloudEvent(event)).toMatchObject({ cloudEvent: { record } });
  });

  it.each([
    ['nothing', null, ''],
    ['a list', [EVENT], ''],
    ['one without an id', without('id'), 'id'],
    ['one without a source', without('source'), 'source'],
    ['one without a type', without('type'), 'type'],
    ['one without a version', without('specversion'), 'specversion'],
    ['one with an id that is null', { ...EVENT, id: null }, 'id'],
    ['one with an empty id', { ...EVENT, id: '' }, 'id'],
    ['one whose id is a number', { ...EVENT, id: 5 }, 'id'],
    ['one of another version', { ...EVENT, specversion: '0.3' }, 'specversion'],
    ['one with a source that is no URI reference', { ...EVENT, source: 'CDR <System>' }, 'source'],
    ['one with an empty subject', { ...EVENT, subject: '' }, 'subject'],
    ['one with a time that is none', { ...EVENT, time: '2018-04-05' }, 'time'],
    ['one with a schema that is no URI', { ...EVENT, dataschema: 'schema' }, 'dataschema'],
    ['one with an attribute in capitals', { ...EVENT, customerId: 'x' }, 'customerId'],
    ['one with an attribute that is an object', { ...EVENT, extension: { a: 1 } }, 'extension'],
    ['one with an attribute that is a fraction', { ...EVENT, extension: 1.5 }, 'extension'],
    ['one with an integer out of range', { ...EVENT, extension: 2_147_483_648 }, 'extension'],
    ['one with a control character', { ...EVENT, subject: 'a\u0007b' }, 'subject'],
    ['one with half a pair', { ...EVENT, subject: '\ud800' }, 'subject'],
    ['one with no character at all', { ...EVENT, extension: '\ufffe' }, 'extension'],
    ['one with data twice', { ...EVENT, data_base64: base64('{}') }, 'data_base64'],
    ['one with data that is not Base64', { ...without('data'), data_base64: 'a' }, 'data_base64'],
    ['one with data that is not JSON', { ...without('data'), data_base64: base64('{') }, 'data_base64'],
    [
      'one with data of another type',
      { ...EVENT, datacontenttype: 'text/xml', data: '<a/>' },
      'datacontenttype',
    ],
    ['one with a type of data that is none', { ...EVENT, datacontenttype: 'json' }, 'datacontenttype'],
  ])('is not %s', (_what, event, path) => {
    const reading = readCloudEvent(event);
    const errors = 'errors' in reading ? reading.errors : [];
    expect(errors.map(error => error.path)).toContain(path);
    if (Array.isArray(event) || event === null || path.startsWith('data')) return;
    for (const error of errors)
      expect(error.message).toMatch(new RegExp(`"${error.path}"|CloudEvents of the`));
  });

  it('is told all that is wrong with it at once', () => {
    const reading = readCloudEvent({ specversion: '1.0', id: '', source: 'a<b', time: 'now', Type: 'x' });
    const paths = 'errors' in reading ? reading.errors.map(({ path }) => path).sort() : [];
    expect(paths).toEqual(['Type', 'id', 'source', 'time', 'type']);
  });
});

describe('a media type', () => {
  it.each([
    'application/json',
    'APPLICATION/JSON; charset=utf-8',
    'text/json',
    'a/b.c+json',
    'a/b+json ;q=1',
  ])('%s is JSON', type => expect(isJsonType(type)).toBe(true));
  it.each(['application/xml', 'application/jsonl', 'json', 'a/json+xml', 'application/x-json'])(
    '%s is not',
    type => expect(isJsonType(type)).toBe(false),
  );
});
