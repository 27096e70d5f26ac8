import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser } from '../../../editor/api/server-sent-events.ts';

function parseAll(chunks: readonly string[]) {
  const parse = createEventParser();
  return chunks.flatMap(chunk => parse(chunk));
}

describe('the parser of server-sent events', () => {
  it('gives an event once the empty line behind it has come', () => {
    const parse = createEventParser();
    expect(parse('event: effects\ndata: {"a":1}\n')).toEqual([]);
    expect(parse('\n')).toEqual([{ event: 'effects', data: '{"a":1}', id: undefined }]);
  });

  it('joins several lines of data', () => {
    expect(parseAll(['data: one\ndata: two\n\n'])).toEqual([
      { event: 'message', data: 'one\ntwo', id: undefined },
    ]);
  });

  it('leaves out comments and events without data', () => {
    expect(parseAll([': keep alive\n\n', 'event: stats\n\n', 'data: x\n\n'])).toEqual([
      { event: 'message', data: 'x', id: undefined },
    ]);
  });

  it('keeps the last id for the events after it', () => {
    const ids = parseAll(['id: 7\ndata: a\n\ndata: b\n\n']).map(event => event.id);
    expect(ids).toEqual(['7', '7']);
  });

  it('takes one space behind the colon away, not two', () => {
    expect(parseAll(['data:  x\n\ndata:y\n\n']).map(event => event.data)).toEqual([' x', 'y']);
  });

  it('gives the same events however the text is cut and whatever ends its lines', () => {
    const text =
      'event: effects\ndata: {"a":1}\ndata: 2\n\n: hi\nid: 3\ndata: x\n\nevent: stats\ndata: y\n\n';
    const whole = parseAll([text]);
    expect(whole).toHaveLength(3);
    fc.assert(
      fc.property(
        fc.array(fc.nat(text.length * 2), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (cuts, lineEnd) => {
          const own = text.replaceAll('\n', lineEnd);
          const places = [0, ...cuts.filter(cut => cut < own.length).sort((a, b) => a - b), own.length];
          const chunks = places.slice(1).map((place, index) => own.slice(places[index], place));
          // A lone CR at the very end could be half of CRLF: the next line shows that it was not.
          expect(parseAll([...chunks, ':\n'])).toEqual(whole);
        },
      ),
    );
  });
});
