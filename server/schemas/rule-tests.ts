import { Type } from 'typebox';
import { closed, nullable, ProgramHash } from './common.ts';
import { Explanation, ExplainNode } from './customers.ts';
import { OverlayFile } from './rules.ts';

export const TestRulesBody = Type.Object(
  {
    files: Type.Optional(
      Type.Array(OverlayFile, { description: 'Laid over the current files; a null text takes one away' }),
    ),
    only: Type.Optional(
      Type.Array(Type.String({ maxLength: 300 }), {
        description: 'Ids of the test documents to play; none: all',
      }),
    ),
    coverage: Type.Optional(
      Type.Boolean({ description: 'Say which conditions of the rules were never true or never false' }),
    ),
  },
  closed,
);

const Place = { file: Type.String(), line: Type.Integer(), column: Type.Integer() };
const At = Type.String({ description: 'As written: day 3 09:00' });

const TestOutcome = Type.Object({
  id: Type.String(),
  name: Type.String(),
  ...Place,
  passed: Type.Boolean(),
  ms: Type.Number(),
  problems: Type.Array(
    Type.Object(
      { at: At, message: Type.String(), ...Place },
      { description: 'A step that could not be played' },
    ),
  ),
  expectations: Type.Array(
    Type.Object({
      at: At,
      text: Type.String(),
      passed: Type.Boolean(),
      ...Place,
      seen: Type.Array(
        Type.Object({
          text: Type.String(),
          value: nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
          shown: Type.String({ description: 'As a person says it' }),
        }),
      ),
      explanation: Type.Optional(ExplainNode),
      about: Type.Optional(
        Type.Array(Explanation, {
          description: 'The rules that a failed expectation names, and why they are so',
        }),
      ),
    }),
  ),
});

const Tally = Type.Object({ covered: Type.Integer(), total: Type.Integer() });
const Tallies = {
  conditions: Tally,
  branches: Type.Object(Tally.properties, {
    description: 'Decisions as a whole, branches of if, rows of tables, dates of parameters',
  }),
};
const Position = Type.Object({ line: Type.Integer(), column: Type.Integer(), offset: Type.Integer() });

const Coverage = Type.Object({
  ...Tallies,
  rules: Type.Array(
    Type.Object({
      kind: Type.String(),
      id: Type.String(),
      name: Type.String(),
      file: Type.String(),
      ...Tallies,
      points: Type.Array(
        Type.Object({
          kind: Type.String(),
          text: Type.String(),
          file: Type.String(),
          range: Type.Object({ start: Position, end: Position }),
          met: Type.Boolean(),
          unmet: Type.Boolean(),
        }),
      ),
    }),
  ),
});

export const TestRulesAnswer = Type.Object({
  passed: Type.Integer(),
  failed: Type.Integer(),
  program: ProgramHash,
  tests: Type.Array(TestOutcome),
  coverage: Type.Optional(Coverage),
});
