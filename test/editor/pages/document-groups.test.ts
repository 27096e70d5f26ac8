import { describe, expect, it } from 'vitest';
import {
  documentAt,
  documentText,
  groupDocuments,
  placeOf,
} from '../../../editor/pages/rules/document-groups.ts';
import { inReadingOrder, problemSummary } from '../../../editor/pages/rules/problem-order.ts';

const document = (kind: string, id: string, file: string, line: number, description = '') => ({
  kind,
  id,
  name: id,
  description,
  file,
  line,
});
const documents = [
  document('event', 'usage.data', 'events.yaml', 1),
  document('mission', 'a', 'missions/x.yaml', 1, 'Brings people back'),
  document('mission', 'b', 'missions/x.yaml', 12),
];

describe('the tree of rules', () => {
  it('puts what people change first', () => {
    expect(groupDocuments(documents, '').map(({ name }) => name)).toEqual(['Missions', 'Events and streams']);
  });

  it('finds by every word in any of kind, id, name and description', () => {
    const found = (search: string) =>
      groupDocuments(documents, search).flatMap(group => group.documents.map(({ id }) => id));
    expect(found('back PEOPLE')).toEqual(['a']);
    expect(found('mission x')).toEqual([]);
    expect(found('usage')).toEqual(['usage.data']);
    expect(found('nothing')).toEqual([]);
  });

  it('knows the document of a line', () => {
    expect(documentAt(documents, 'missions/x.yaml', 11)?.id).toBe('a');
    expect(documentAt(documents, 'missions/x.yaml', 12)?.id).toBe('b');
    expect(documentAt(documents, 'other.yaml', 1)).toBeUndefined();
  });

  it('reads an address as a document or a file', () => {
    const files = ['missions/x.yaml'];
    expect(placeOf('mission/b', documents, files)).toEqual({ file: 'missions/x.yaml', line: 12 });
    expect(placeOf('event/usage.data', documents, files)).toEqual({ file: 'events.yaml', line: 1 });
    expect(placeOf('missions/x.yaml', documents, files)).toEqual({
      file: 'missions/x.yaml',
      line: undefined,
    });
    expect(placeOf('mission/none', documents, files)).toBeUndefined();
  });

  it('cuts one document out of its file', () => {
    const text = 'kind: a\n---\nkind: b\nid: x\n---\nkind: c\n';
    expect(documentText(text, 3)).toBe('kind: b\nid: x');
    expect(documentText(text, 6)).toBe('kind: c');
    expect(documentText(text, undefined)).toBe(text);
  });
});

describe('the list of problems', () => {
  const at = (offset: number) => ({ line: 1, column: offset + 1, offset });
  const problem = (file: string, severity: 'error' | 'warning', offset: number) => ({
    code: 'x',
    severity,
    file,
    range: { start: at(offset), end: at(offset + 1) },
    message: `${file} ${severity} ${offset}`,
    fixes: [],
  });

  it('begins with the open file and its errors', () => {
    const all = [
      problem('a.yaml', 'error', 0),
      problem('b.yaml', 'warning', 0),
      problem('b.yaml', 'error', 9),
      problem('b.yaml', 'error', 3),
    ];
    expect(inReadingOrder(all, 'b.yaml').map(({ message }) => message)).toEqual([
      'b.yaml error 3',
      'b.yaml error 9',
      'b.yaml warning 0',
      'a.yaml error 0',
    ]);
  });

  it('is summed up in words', () => {
    expect(
      problemSummary([problem('a', 'error', 0), problem('a', 'error', 1), problem('a', 'warning', 2)]),
    ).toBe('2 errors, 1 warning in all files');
    expect(problemSummary([])).toBe('None: all files check.');
  });
});
