import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkRules } from '../../../server/services/compile-rules.ts';

const STARTER = new URL('../../../server/cli/starter/', import.meta.url);

/** The codes and lines of what is found where one text in the starter's stories is replaced by another. */
async function foundWith(text: string, other: string): Promise<readonly string[]> {
  const files = await Promise.all(
    (await readdir(STARTER)).map(async path => ({
      path,
      text: await readFile(new URL(path, STARTER), 'utf8'),
    })),
  );
  const changed = files.map(file => ({ ...file, text: file.text.replace(text, other) }));
  return checkRules(changed).diagnostics.map(
    ({ file, range, code }) => `${file}:${range.start.line} ${code}`,
  );
}

describe('checking rules with their stories', () => {
  it('finds nothing where all is well', async () => {
    expect(await foundWith('', '')).toEqual([]);
  });

  it('finds what an expectation names and nobody knows', async () => {
    expect(await foundWith('engagement > 40', 'engagment > 40')).toEqual(['tests.yaml:12 name-unknown']);
  });

  it('leaves expectations alone while the rules are in error', async () => {
    expect(await foundWith('value: sum(usage.data, 7d)', 'value: sum(usage.dtaa, 7d)')).toEqual([
      'measures.yaml:6 name-unknown-event',
    ]);
  });

  it.each([
    ['given: { engagement: 90 }', 'given: { engagment: 90 }', 'tests.yaml:22 name-unknown'],
    ['given: { engagement: 90 }', 'given: { engagement: lots }', 'tests.yaml:22 type-mismatch'],
    ['value: 12 GB', 'value: 12 min', 'tests.yaml:24 type-mismatch'],
    ['value: 12 GB', 'value: a dozen', 'tests.yaml:24 type-mismatch'],
    ['every: 1d', 'every: 1 GB', 'tests.yaml:9 type-mismatch'],
  ])('finds what cannot be played: %s → %s', async (text, other, found) => {
    expect(await foundWith(text, other)).toEqual([found]);
  });

  it('goes on behind a step that is in error', async () => {
    const found = await foundWith(
      'day 1 08:00, event: usage.data, value: 50 MB',
      'day one, event: usage.dtaa',
    );
    expect(found).toContain('tests.yaml:7 schema-spelling');
    const other = await foundWith(
      '- { at: day 1 09:00, do: generate }',
      '- { at: noon, do: generate }\n  - { at: day 1 10:00, event: usage.dtaa }',
    );
    expect(other).toContain('tests.yaml:9 name-unknown-event');
  });
});
