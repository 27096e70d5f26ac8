import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../../../dsl/diagnostics/index.ts';
import { formatFile } from '../../../dsl/format/index.ts';

const folder = new URL('./cases/', import.meta.url);
const cases = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(path => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));

const LONG = 'count(usage.data where service = "roaming" and off_peak, 30d) > 5';

describe('formatFile', () => {
  it.each(cases)('writes $path in one form, and says what it left', async file => {
    const { text, diagnostics } = formatFile(file);
    const left = diagnostics.length === 0 ? '' : `\n${renderDiagnostics(diagnostics, [file])}\n`;
    await expect(text + left).toMatchFileSnapshot(`./cases/${file.path.replace('.yaml', '.txt')}`);
  });

  it.each<readonly [string, string, string]>([
    ['an empty file', '', ''],
    ['a file of comments', '# only\n\n# comments\n\n', '# only\n\n# comments\n'],
    ['empty documents', '---\n---\nkind: x\n---\n', 'kind: x\n'],
    ['comments before a separator', '# top\n---\nkind: x\n', '# top\n---\nkind: x\n'],
    ['Windows line ends', 'kind: x\r\n# c\r\nid:  "a"\r\n', 'kind: x\n# c\nid: a\n'],
    ['a byte-order mark', '\uFEFFkind:  x\n', 'kind: x\n'],
    ['directives', '%YAML 1.2\n---\nkind:  x\n', '%YAML 1.2\n---\nkind: x\n'],
    ['a text of one long word', `kind: ${'x'.repeat(200)}\n`, `kind: ${'x'.repeat(200)}\n`],
    [
      'documents without a separator',
      'kind:  a\nid: x\nkind:  b\nid: y\n',
      'kind:  a\nid: x\nkind:  b\nid: y\n',
    ],
    ['lines of their own in a folded text', 'kind: x\ny: >-\n  a\n    b\n', 'kind: x\ny: |-\n  a\n    b\n'],
    [
      'a text in quotes that would be a figure or nothing without them',
      'kind: x\na:  "1.0"\nb:  \'null\'\nc: "~"\nd: "plain"\n',
      "kind: x\na: '1.0'\nb: 'null'\nc: '~'\nd: plain\n",
    ],
    [
      'a name in quotes that would be a figure or nothing without them',
      'kind: segment\nid: s\nname:  "1.0"\ntags: [ "null", "~", "a" ]\nwhen: true\n',
      "kind: segment\nid: s\nname: '1.0'\ntags: ['null', '~', a]\nwhen: true\n",
    ],
    ...['>-', '|', '>'].map((style): readonly [string, string, string] => [
      `a block ${style} that cannot be parsed`,
      `kind:  segment\nid: s\nname: S\nwhen:  ${style}\n    ${LONG} and\n      and ${LONG}\n    or (prepaid\n`,
      `kind: segment\nid: s\nname: S\nwhen: ${style}\n  ${LONG} and\n    and ${LONG}\n  or (prepaid\n`,
    ]),
    ['a list that is no document', '- a\n-  b\n', '- a\n-  b\n'],
  ])('keeps the meaning of %s', (_, text, expected) => {
    expect(formatFile({ path: 'a.yaml', text }).text).toBe(expected);
  });
});
