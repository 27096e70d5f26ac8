import { beforeAll, describe, expect, it } from 'vitest';
import { createLanguageService } from '../../../editor/rule-language/language-service.ts';

const BASE = `kind: event
id: usage.data
name: Data session
source_types: [cdr]
unit: byte
attributes: { rat: [4g, 5g], off_peak: boolean, service: { type: [data, roaming] } }
---
kind: event
id: usage.voice
name: Voice call
source_types: [cdr]
unit: s
attributes: { direction: [outgoing, incoming], service: { type: [voice] } }
---
kind: metric
id: data_7d
name: Data, 7 days
value: sum(usage.data, 7d)
---
kind: segment
id: prepaid
name: Prepaid
when: data_7d > 0 MB
`;

/** Labels of what is offered at the `|` of a further file. */
function offered(marked: string): { labels: string[]; replaced: string } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const service = createLanguageService();
  service.open([{ path: 'base.yaml', text: BASE }]);
  service.check();
  service.change('new.yaml', text);
  const { from, suggestions } = service.complete('new.yaml', offset);
  return { labels: suggestions.map(suggestion => suggestion.label), replaced: text.slice(from, offset) };
}

describe('completion', () => {
  it('offers the kinds in an empty document', () => {
    expect(offered('|').labels).toContain('kind: mission');
  });

  it('offers the fields of the kind that are not there yet, and says which are required', () => {
    const { labels } = offered('kind: mission\nid: x\n|');
    expect(labels).toEqual(expect.arrayContaining(['name', 'generate', 'reward']));
    expect(labels).not.toContain('id');
  });

  it('offers the fields of a part of a document', () => {
    expect(offered('kind: mission\ngenerate:\n  |').labels).toEqual(['when', 'fit', 'margin']);
    expect(offered('kind: badge\nlevels:\n  bronze: { |').labels).toEqual(['when', 'points']);
  });

  it('offers names, functions and aggregates where a value begins', () => {
    const { labels } = offered('kind: segment\nwhen: |');
    expect(labels).toEqual(expect.arrayContaining(['data_7d', 'prepaid', 'count', 'ramp', 'not', 'tier']));
  });

  it('offers what goes on with a value behind one', () => {
    const { labels } = offered('kind: segment\nwhen: data_7d |');
    expect(labels).toEqual(expect.arrayContaining(['between … and …', '>=', 'otherwise']));
    expect(labels).not.toContain('count');
  });

  it('offers streams and families as the first argument of an aggregate', () => {
    const { labels, replaced } = offered('kind: segment\nwhen: count(us|');
    expect(labels).toEqual(expect.arrayContaining(['usage', 'usage.data', 'usage.voice']));
    expect(labels).not.toContain('data_7d');
    expect(replaced).toBe('us');
  });

  it('offers the attributes behind a stream’s dot', () => {
    expect(offered('kind: segment\nwhen: distinct(usage.data.|').labels).toContain('usage.data.rat');
  });

  it('offers the attributes of the aggregate’s stream in its where', () => {
    expect(offered('kind: segment\nwhen: count(usage.data where |').labels).toEqual(
      expect.arrayContaining(['rat', 'off_peak']),
    );
    const family = offered('kind: segment\nwhen: count(usage where |').labels;
    expect(family).toContain('service');
    expect(family).not.toContain('rat');
  });

  it('offers the texts that an attribute can be', () => {
    expect(offered('kind: segment\nwhen: \'count(usage.data where rat = "|').labels).toEqual(['4g', '5g']);
  });

  it('offers windows behind the comma', () => {
    expect(offered('kind: segment\nwhen: count(usage, |').labels).toEqual(
      expect.arrayContaining(['7d', 'lifetime']),
    );
  });

  it('offers what a mission itself names', () => {
    const text = 'kind: mission\nfixed:\n  own: 1\n  usual_gap: 2\ntarget:\n  value: |';
    expect(offered(text).labels).toEqual(expect.arrayContaining(['level', 'own', 'usual_gap']));
  });

  it('offers the ids that a plain field may name', () => {
    expect(offered('kind: mission\nsegments: [pre|').labels).toEqual(['prepaid']);
  });

  it('offers nothing in a comment', () => {
    expect(offered('kind: mission\n# |').labels).toEqual([]);
  });
});

describe('hover', () => {
  const service = createLanguageService();
  const text =
    'kind: segment\nid: x\nname: X\nwhen: count(usage.data where rat = "4g", 7d) > 2 and data_7d > 1 MB\n';
  beforeAll(() => {
    service.open([{ path: 'base.yaml', text: BASE }]);
    service.check();
    service.change('x.yaml', text);
  });

  it.each([
    ['count', 'How many events'],
    ['usage.data', 'Data session'],
    ['data_7d', 'Data, 7 days'],
    ['when', ''],
    ['where', 'Chooses among the events'],
  ])('explains `%s`', (word, part) => {
    const offset = text.indexOf(word) + 1;
    const found = service.hover('x.yaml', offset);
    expect(found?.text).toContain(part);
    expect(text.slice(found?.from, found?.to)).toBe(word);
  });

  it('says nothing of numbers and of what is not known', () => {
    expect(service.hover('x.yaml', text.indexOf('> 2') + 2)).toBeNull();
  });
});

describe('the language service', () => {
  it('keeps the documents of a file known while the text is broken', () => {
    const service = createLanguageService();
    service.open([{ path: 'base.yaml', text: BASE }]);
    service.check();
    service.change('base.yaml', BASE.replace('when: data_7d > 0 MB', 'when: data_7d >'));
    const { documents, diagnostics } = service.check();
    expect(diagnostics.some(diagnostic => diagnostic.severity === 'error')).toBe(true);
    expect(documents.map(document => document.id)).toContain('prepaid');
  });

  it('says on which line a document begins', () => {
    const service = createLanguageService();
    service.open([{ path: 'base.yaml', text: BASE }]);
    expect(service.check().documents.find(document => document.id === 'data_7d')).toMatchObject({
      kind: 'metric',
      line: 15,
      file: 'base.yaml',
    });
  });
});
