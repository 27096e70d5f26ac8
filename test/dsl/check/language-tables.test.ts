import { describe, expect, it } from 'vitest';
import { checkExpression, languageTables } from '../../../dsl/check/index.ts';
import type { NameInfo } from '../../../dsl/check/index.ts';
import { parseExpression, RESERVED_WORDS } from '../../../dsl/syntax/index.ts';
import { missionScope, recordScope } from '../support/telecom-scope.ts';
import type { TestScope } from '../support/telecom-scope.ts';

const { operators, functions, mappingFunctions, aggregates, specialAggregates, declaredOperators, types } =
  languageTables;

/** Examples name what a rule file may name; those that the test catalogue lacks are made up here. */
function exampleScope(): TestScope {
  const scope = missionScope();
  const extra: Readonly<Record<string, NameInfo>> = {
    hybrid: { type: 'boolean', missing: false, logic: { var: 'segments.hybrid' } },
    direction: { type: 'text', missing: false, logic: { var: 'event.direction' } },
    channel: { type: 'text', missing: false, logic: { var: 'event.channel' } },
    paid_from: { type: 'text', missing: false, logic: { var: 'event.paid_from' } },
    method: { type: 'text', missing: false, logic: { var: 'event.method' } },
    fraud_case: { type: 'text', missing: true, logic: { var: 'event.fraud_case' } },
  };
  return { ...scope, resolve: name => extra[name] ?? scope.resolve(name) };
}

function problemsOf(text: string, scope: TestScope): readonly string[] {
  const { ast, problems } = parseExpression(text);
  if (ast === undefined) return problems.map(({ message }) => message);
  return checkExpression(ast, scope, { allowMissing: true }).problems.map(({ message }) => message);
}

describe('every row', () => {
  const known = [
    ...operators.map(row => ({ ...row, name: row.text })),
    ...functions,
    ...aggregates,
    ...specialAggregates,
  ];

  it.each(known)('$name has an example that is right, and a sentence', ({ doc, example }) => {
    expect(doc).toMatch(/^[A-Z].*\.$/);
    const scope = exampleScope();
    expect(problemsOf(example, scope)).toEqual([]);
  });

  it.each(mappingFunctions)('$name has an example that is right in a mapping', ({ doc, example }) => {
    expect(doc).toMatch(/^[A-Z].*\.$/);
    expect(problemsOf(example, recordScope())).toEqual([]);
  });

  it.each(Object.entries(types))('the type %s has an example of it', (type, { example }) => {
    const { ast } = parseExpression(example);
    if (ast === undefined) throw new Error(`${example} does not parse`);
    const { typed } = checkExpression(ast, missionScope(), {
      type: type as keyof typeof types,
      allowMissing: false,
    });
    expect(typed).toBeDefined();
  });
});

describe('the names of the language', () => {
  it('stand for one thing each', () => {
    const names = [...functions, ...mappingFunctions, ...aggregates, ...specialAggregates].map(
      ({ name }) => name,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter(name => (RESERVED_WORDS as readonly string[]).includes(name))).toEqual([]);
  });
});

describe('declared operators', () => {
  it.each(declaredOperators)(
    '$name is defined by a sentence that begins with its call',
    ({ name, definition }) => {
      expect(definition.startsWith(`${name}(`)).toBe(true);
      expect(definition).toMatch(/\.$/);
    },
  );
});
