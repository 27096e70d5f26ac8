import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../dsl/index.ts';
import { applyFix } from '../support/apply-fix.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

const FILE = 'source.yaml';
const source = (mapping: string): string =>
  `kind: source\nid: own\nname: Own\nsource_type: cdr\nevent_mapping:\n${mapping}\n`;
const one = (types: string): string =>
  source(`  customer_id: user\n  timestamp: ts\n  event_type: name\n  types: ${types}`);
const listed = (types: string): string =>
  source(`  - { id: a, customer_id: user, timestamp: ts, types: ${types} }`);

const filesOf = (text: string) => [...SMALL_RULES, { path: FILE, text }];
const problemsOf = (files: ReturnType<typeof filesOf>) =>
  compileFiles(files).diagnostics.filter(({ file }) => file === FILE);

describe('a mapping of a source', () => {
  it.each([
    [
      'an event of other sources',
      one('{ call: usage.voice, top: recharge.completed }'),
      'recharge.completed',
    ],
    ['an event of the platform', one('{ call: usage.voice, done: mission.completed }'), 'mission.completed'],
    ['the only type of all records', listed('recharge.completed'), 'recharge.completed'],
  ])('that leads to %s is warned of at its place', (_, text, event) => {
    const problems = problemsOf(filesOf(text));
    expect(
      problems.map(({ code, range }) => [code, text.slice(range.start.offset, range.end.offset)]),
    ).toEqual([['mapping-event-refused', event]]);
    const [fix] = problems[0]?.fixes ?? [];
    if (fix !== undefined) expect(problemsOf([...applyFix(filesOf(text), fix)])).toEqual([]);
  });

  it.each([
    ['events of its own kind', one('{ call: usage.voice, data: usage.data }')],
    [
      'an event that names no source',
      `${one('{ any: open.event }')}---\nkind: event\nid: open.event\nname: Open\n`,
    ],
  ])('that leads to %s is fine', (_, text) => {
    expect(problemsOf(filesOf(text))).toEqual([]);
  });
});
