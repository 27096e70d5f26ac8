import { describe, expect, it } from 'vitest';
import { playFile } from '../../../editor/rule-language/play-file.ts';
import { SMALL_RULES } from '../../dsl/support/small-rules.ts';

const FILE = 'asked.yaml';
const story = (id: string, expected: string) => `kind: test
id: ${id}
name: Story ${id}
start: 2026-03-02
steps:
  - { at: day 1 09:00, event: recharge.completed, value: 5, attributes: { channel: card } }
  - { at: day 1 12:00, expect: [${expected}] }
`;
const play = (text: string, rules = SMALL_RULES) => [
  ...playFile({ files: [...rules, { path: FILE, text }], file: FILE }),
];

describe('the stories of a file that is being edited', () => {
  it('are told of one by one, those of other files are not', () => {
    const replies = play([story('good', 'prepaid'), story('bad', 'paid_30d < 5')].join('---\n'));
    expect(replies.map(({ kind }) => kind)).toEqual(['started', 'story', 'story', 'done']);
    expect(replies).toMatchObject([
      { stories: 2 },
      { outcome: { id: 'good', name: 'Story good', line: 2, passed: true, failures: [] } },
      { outcome: { id: 'bad', passed: false } },
      {},
    ]);
  });

  it('say of what failed when, where, what was expected, what was seen and how that came about', () => {
    const replies = play(story('bad', 'paid_30d < 5 and prepaid'));
    const failures = replies.flatMap(reply => (reply.kind === 'story' ? reply.outcome.failures : []));
    expect(failures).toEqual([
      {
        kind: 'expectation',
        at: 'day 1 12:00',
        file: FILE,
        line: 7,
        column: 33,
        expected: 'paid_30d < 5 and prepaid',
        seen: ['paid_30d is 5', 'prepaid is true'],
        why: expect.arrayContaining([expect.stringMatching(/^✗ paid_30d < 5/)]),
      },
    ]);
  });

  it('are not played over rules with errors', () => {
    expect(play(story('bad', 'paid_3d < 5'))).toEqual([{ kind: 'faulty', errors: 1 }]);
    const faulty = [...SMALL_RULES, { path: 'x.yaml', text: 'kind: segment\nid: x\nname: X\nwhen: y > 1\n' }];
    expect(play(story('good', 'prepaid'), faulty)).toEqual([{ kind: 'faulty', errors: 1 }]);
  });
});
