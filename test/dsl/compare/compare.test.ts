import { describe, expect, it } from 'vitest';
import { compareRules, edited, RULES } from './support.ts';

const CASES: readonly (readonly [string, readonly (readonly [string, string])[], readonly string[]])[] = [
  ['a figure', [['a: 1 GB', 'a: 3 GB']], ["Data Explorer's target at level a for prepaid and hybrid customers rises from 1 GB to 3 GB."]],
  ['a figure in another unit', [['a: 1 GB', 'a: 900 MB']], ["Data Explorer's target at level a for prepaid and hybrid customers falls from 1 GB to 900 MB."]],
  ['the same amount in another unit', [['a: 1 GB', 'a: 1000 MB']], ["Data Explorer's target at level a for prepaid and hybrid customers changes from 1 GB to 1000 MB."]],
  ['a reward', [['{ points: 80 }', '{ points: 80, data: 1 GB }']], ["Data Explorer's reward in data for prepaid and hybrid customers is now 1 GB; there was none before."]],
  ['a threshold', [['engagement >= 70 for 30d', 'engagement >= 75 for 30d']], ['Power User silver now needs engagement ≥ 75 for 30d instead of ≥ 70 for 30d.']],
  ['a condition that comes', [['engagement >= 70 for 30d', 'engagement >= 70 for 30d and prepaid']], ['Power User silver now also needs prepaid.']],
  ['a condition that goes', [['engagement < 60 and prepaid', 'prepaid']], ['Data Explorer no longer needs engagement < 60 to be offered.']],
  ['a threshold and a condition', [['engagement < 60 and prepaid', 'engagement < 50']], ['Data Explorer now needs engagement < 50 instead of < 60, and no longer needs prepaid to be offered.']],
  ['another condition', [['engagement < 60 and prepaid', 'hybrid']], ['Data Explorer now needs hybrid instead of engagement < 60 and prepaid to be offered.']],
  ['a level that comes', [['levels:\n  bronze', 'levels:\n  gold: { when: engagement >= 90 }\n  bronze']], ['Power User gold is new; it needs engagement ≥ 90.']],
  ['segments', [['[prepaid, hybrid]', '[hybrid]']], ['Data Explorer is no longer for prepaid customers.']],
  ['no segments any more', [['segments: [prepaid, hybrid]\n', '']], ['Data Explorer is now for everybody.']],
  ['an alternative', [['exclude: hybrid or prepaid', 'exclude: hybrid or prepaid or engagement < 1']], ['The policy now also keeps out of missions whoever meets engagement < 1.']],
  ['a weight', [['weight: 30', 'weight: 20']], ['The weight of usage of the score Engagement falls from 30 to 20.']],
  ['a formula', [['value: count(usage.data, 7d)', 'value: count(usage.data, 14d)']], ['The metric Sessions now stands for count(usage.data, 14d) instead of count(usage.data, 7d).']],
  ['a name', [['name: Sessions', 'name: Data sessions']], ['The metric Sessions is now called Data sessions.']],
  ['a description', [['name: Sessions', 'name: Sessions\ndescription: How many.']], ['The metric Sessions is described anew.']],
  ['a policy', [['max_active: 5', 'max_active: 3']], ["The policy's number of missions at a time falls from 5 to 3."]],
  ['a new id that is told', [['id: data_explorer', 'id: data_hunter\nwas: [data_explorer]']], ['Data Explorer has the id data_hunter instead of data_explorer; what customers have of it is kept.']],
  ['a new id that is not told', [['id: power_user', 'id: star']], ['Power User has the id star instead of power_user; `was` does not say so, so customers begin anew.']],
  ['a rule that goes', [['---\nkind: badge', '---\nkind: gone']], ['The badge Power User is removed.']],
  ['a field without words of its own', [['unit: byte', 'unit: MB']], ['The unit of the event Data session changes from byte to MB.']],
  ['a result of a table', [['then: 20', 'then: 25']], ['The result for "use ≥ 60" of the table Treat rises from 20 to 25.']],
  ['a row before others', [['rows:\n', "rows:\n  - { when: { use: '>=  90' }, then: 50 }\n"]], ['The result for "use ≥ 90" of the table Treat is now 50; there was none before.']],
  ['what a parameter is from a day on', [['value: 7%', 'value: 6%']], ['The value (2026-03-01) of the parameter Rate falls from 7% to 6%.']],
  ['an attribute', [['unit: byte', 'unit: byte\nattributes: { rat: [4g, 5g] }']], ['The attribute rat of the event Data session is now 4g, 5g; there was none before.']],
  ['layout, comments and spelling', [['engagement < 60 and prepaid }', '(engagement<60)   and prepaid } # c'], ['{ points: 80 }', '\n  points: 80']], []],
]; // prettier-ignore

describe('compare', () => {
  it.each(CASES)('tells %s', (_, edits, sentences) => {
    expect(compareRules(RULES, edited(edits)).map(({ sentence }) => sentence)).toEqual(sentences);
  });

  it('tells nothing of rules that are the same, in whatever order', () => {
    const [events = '', ...rest] = RULES.split('---\n');
    expect(
      compareRules(RULES, [...rest.reverse(), events].map(text => `${text.trimEnd()}\n`).join('---\n')),
    ).toEqual([]);
  });

  it('names the rules that read what changed, directly or through others', () => {
    const [change] = compareRules(
      RULES,
      edited([['value: count(usage.data, 7d)', 'value: count(usage.data, 8d)']]),
    );
    expect(change?.affects).toEqual([
      'badge.power_user',
      'mission.data_explorer',
      'score.engagement',
      'table.treat',
    ]);
  });

  it('tells both ways: what comes in one goes in the other', () => {
    const after = edited([['---\nkind: badge', '---\nkind: gone']]);
    expect(compareRules(after, RULES)).toMatchObject([{ kind: 'added', rule: 'badge.power_user' }]);
  });

  it('gives where and what, for machines', () => {
    expect(compareRules(RULES, edited([['a: 1 GB', 'a: 3 GB']]))).toMatchObject([
      {
        kind: 'changed',
        rule: 'mission.data_explorer',
        path: 'target.levels.a',
        before: '1 GB',
        after: '3 GB',
      },
    ]);
  });
});
