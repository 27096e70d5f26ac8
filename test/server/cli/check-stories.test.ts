import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkWithStories } from '../../../server/cli/check-stories.ts';

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
  return checkWithStories(changed).diagnostics.map(
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
});
