import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../dsl/index.ts';
import { formatFile } from '../../dsl/format/index.ts';
import { checkExpression } from '../../dsl/check/index.ts';
import { decompile, scopeOfRules } from '../../dsl/decompile/index.ts';
import { parseExpression } from '../../dsl/syntax/index.ts';
import { missionScope, recordScope } from './support/telecom-scope.ts';
import { SMALL_RULES } from './support/small-rules.ts';

const REAL = scopeOfRules(SMALL_RULES);

/** What every object answers to. */
const NAMES = Object.getOwnPropertyNames(Object.prototype);

const EXPRESSIONS = [
  'NAME', 'NAME + 1', 'NAME > 3', 'NAME = "a"', 'NAME in ["a", "b"]', 'if NAME then 1 else 2', 'NAME is missing',
  'NAME otherwise 0', 'not NAME', 'NAME for 3d', 'NAME.NAME', 'engagement.NAME', 'NAME(1)', 'count(NAME, 7d)',
  'count(usage where NAME, 7d)', 'count(usage where NAME = 1, 7d)', 'sum(usage.NAME, 7d)', 'distinct(usage.NAME, 7d)',
  'count(usage, NAME)', '3 NAME', 'percentile(NAME, 95%)', 'tier = NAME', 'tier = "NAME"', 'mission.NAME', 'a NAME b',
]; // prettier-ignore

const LOGIC = ['ROOT.NAME', 'NAME'].flatMap(path =>
  ['named', 'scores', 'segments', 'standing', 'mission', 'mission.fixed', 'event', 'metrics', 'record'].map(
    root => path.replace('ROOT', root),
  ),
);

/** Documents with the name in each place where an author gives one, or names another's. */
const DOCUMENTS: readonly (readonly [where: string, text: string])[] = [
  ['kind', 'kind: NAME\nid: x\nname: X\n'],
  ['a field', 'kind: metric\nid: x\nname: X\nvalue: 1\nNAME: 1\n'],
  ['type of a metric', 'kind: metric\nid: x\nname: X\ntype: NAME\nvalue: 1\n'],
  ['id of a metric', 'kind: metric\nid: NAME\nname: X\nvalue: 1\n'],
  ['id of a segment', 'kind: segment\nid: NAME\nname: X\nwhen: NAME\n'],
  ['id of a score', 'kind: score\nid: NAME\nname: X\nterms: { NAME: { weight: 1, value: 2 } }\nresult: weighted\n'],
  ['id of an event', 'kind: event\nid: NAME\nname: X\nsource_types: [cdr]\n'],
  ['unit', 'kind: event\nid: x.y\nname: X\nsource_types: [cdr]\nunit: NAME\n'],
  ['type of an attribute', 'kind: event\nid: x.y\nname: X\nsource_types: [cdr]\nattributes: { x: NAME }\n'],
  ['attribute', 'kind: event\nid: x.y\nname: X\nsource_types: [cdr]\nattributes: { NAME: text }\n'],
  ['required', 'kind: event\nid: x.y\nname: X\nsource_types: [cdr]\nrequired: [NAME]\nattributes: { x: text }\n'],
  ['member', 'kind: event\nid: xs\nname: X\nattributes: { x: text }\nof: { NAME: { x: channel } }\n'],
  ['reading', 'kind: event\nid: xs\nname: X\nattributes: { x: text }\nof: { recharge.completed: { NAME: channel } }\n'],
  [
    'mission',
    'kind: mission\nid: NAME\nname: X\ncategory: NAME\nsegments: [NAME]\nperiod: NAME\nfixed: { NAME: NAME }\nprogress: NAME\n' +
      'target: { levels: { NAME: 1, a: NAME, b: 2, c: 3 }, value: NAME }\ngenerate: { when: NAME }\nreward: { NAME: 1, points: 1 }\n' +
      'variants: { NAME: { when: NAME } }\nbudget: NAME\nwas: [NAME]\n',
  ],
  ['steps', 'kind: mission\nid: x\nname: X\ncategory: engagement\nperiod: week\nsteps: [{ id: NAME, name: X, done: NAME }]\ntarget: { levels: { a: 1, b: 1, c: 1 } }\ngenerate: { when: true }\nreward: { points: 1 }\n'],
  ['badge', 'kind: badge\nid: NAME\nname: X\nlevels: { NAME: { when: NAME } }\n'],
  ['tier', 'kind: tier\nid: NAME\nname: X\nlevels: { NAME: {}, gold: { when: NAME } }\ngrace: NAME\n'],
  ['campaign', 'kind: campaign\nid: NAME\nname: X\ntrigger: NAME where NAME\naudience: NAME\nwebhook: NAME\ninclude: [NAME]\n'],
  [
    'policy',
    'kind: policy\nid: NAME\nname: X\ntime: { zone: NAME, week_starts: NAME, lateness: NAME }\ncategories: { NAME: { weight: 1, margin: 1 } }\n' +
      'budgets: { NAME: { points: 1, per: NAME } }\nreward_factors: { NAME: 1 }\nlimits: [{ of: NAME, at_most: 1 }]\n',
  ],
  ['parameter', 'kind: parameter\nid: NAME\nname: X\nvalue: NAME\n'],
  ['table', 'kind: table\nid: NAME\nname: X\ncolumns: { NAME: NAME }\nrows: [{ when: { NAME: NAME }, then: { NAME: NAME } }]\n'],
  ['source', 'kind: source\nid: NAME\nname: X\nsource_type: cdr\nconnection_config: { NAME: 1 }\nevent_mapping: { customer_id: NAME, timestamp: NAME, event_type: NAME, types: { NAME: NAME }, value: { NAME: NAME }, attributes: { NAME: { NAME: NAME } } }\n'],
  ['short source', 'kind: source\nid: x\nname: X\nsource_type: cdr\nevent_mapping: { event_type: NAME, NAME: NAME, value: NAME, timestamp: t, attributes: { NAME: NAME } }\n'],
  ['story', 'kind: test\nid: NAME\nname: X\nstart: 2026-01-01\ngiven: { NAME: 1, tier: NAME, scores.NAME: 1 }\nsteps:\n  - { at: day 1 09:00, event: NAME, value: 1, attributes: { NAME: 1 } }\n  - { at: day 2 09:00, event: usage.data, value: 1, attributes: { NAME: 1 } }\n  - { at: day 3 09:00, do: NAME, NAME: 1 }\n  - { expect: [NAME] }\n'],
]; // prettier-ignore

/** One that is an id, one that is a name inside of rules, and one that no record can be given by writing to it. */
const IN_DOCUMENTS = ['constructor', 'valueOf', '__proto__'];

describe.each(NAMES)('%s, which every object answers to', name => {
  const named = (text: string): string => text.replaceAll('NAME', name);

  it('is no name that an expression knows', () => {
    for (const text of EXPRESSIONS.map(named)) {
      for (const scope of [REAL.scope, missionScope(), recordScope()]) {
        const { ast } = parseExpression(text);
        const { typed, problems = [] } =
          ast === undefined ? {} : checkExpression(ast, scope, { allowMissing: true });
        if (scope.allows.record) continue;
        expect(typed === undefined || problems.length > 0 || text.includes('"'), text).toBe(true);
      }
    }
  });

  it('is no variable and no operator of JSONLogic', () => {
    for (const path of LOGIC.map(named)) {
      for (const logic of [{ '>': [{ var: path }, 1] }, { var: [path, 0] }, { '!': { missing: [path] } }]) {
        const { expression } = decompile(logic, REAL.scope, { allowMissing: true });
        expect(expression, JSON.stringify(logic)).toBeUndefined();
      }
    }
    expect(decompile({ [name]: [1] }, REAL.scope, { allowMissing: true }).expression).toBeUndefined();
  });
});

describe.each(IN_DOCUMENTS)('%s in a document', name => {
  it.each(DOCUMENTS)('is told of where a document gives it, or names it: %s', (_, text) => {
    const file = { path: 'added.yaml', text: text.replaceAll('NAME', name) };
    const { diagnostics, program } = compileFiles([...SMALL_RULES, file]);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(program).toBeUndefined();
    expect(() => formatFile(file)).not.toThrow();
  });
});
