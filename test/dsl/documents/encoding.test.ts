import { describe, expect, it } from 'vitest';
import { loadDocuments } from '../../../dsl/documents/index.ts';
import { formatFile } from '../../../dsl/format/index.ts';

const path = 'rules.yaml';
const TEXT = 'kind: segment\nid: cafe\nname:   Café\nwhen: engagement > 5\n';
const read = (bytes: Buffer) => bytes.toString('utf8');

const WRONG: readonly (readonly [string, string])[] = [
  ['Latin-1', read(Buffer.from(TEXT, 'latin1'))],
  ['UTF-16', read(Buffer.from(TEXT, 'utf16le'))],
  ['UTF-16 with its mark', read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]))],
  ['an image', read(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0xff, 0xd8]))],
  ['bytes without a zero', read(Buffer.alloc(200, 0xe9))],
];

describe('a file that is not a text in UTF-8', () => {
  it.each(WRONG)('is told once: %s', (_, text) => {
    expect(loadDocuments([{ path, text }]).diagnostics.map(({ code }) => code)).toEqual(['yaml-encoding']);
  });

  it.each(WRONG)('is never written by the formatter: %s', (_, text) => {
    const formatted = formatFile({ path, text });
    expect(formatted.text).toBe(text);
    expect(formatted.diagnostics.map(({ code }) => code)).toEqual(['yaml-encoding']);
  });

  it('keeps its rules where only letters are lost, so that others can name them', () => {
    const text = read(Buffer.from(TEXT, 'latin1'));
    expect(loadDocuments([{ path, text }]).documents.map(({ id }) => id)).toEqual(['cafe']);
  });

  it('is no file with accents and other scripts in UTF-8', () => {
    const text = TEXT.replace('Café', 'Café für Ömer, 中文');
    expect(loadDocuments([{ path, text }]).diagnostics).toEqual([]);
  });
});
