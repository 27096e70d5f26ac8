import { Type } from 'typebox';
import type { Static } from 'typebox';
import { closed, CustomerId, ProgramHash } from './common.ts';

const Scenario = {
  start: Type.Optional(Type.Unknown()),
  live: Type.Optional(Type.Unknown()),
  given: Type.Optional(Type.Unknown()),
  steps: Type.Optional(Type.Unknown()),
};

/** One form a question; which one it is, is told by the field that it bears. */
export const Question = Type.Object(
  {
    rule: Type.Optional(Type.String({ maxLength: 300, examples: ['score.engagement'] })),
    expression: Type.Optional(Type.String({ maxLength: 20_000, examples: ['engagement >= 60'] })),
    logic: Type.Optional(
      Type.Unknown({
        description:
          'Plain JSONLogic over data, answered as json-logic-js does; with a customer and no data a rule over what rules read',
      }),
    ),
    data: Type.Optional(Type.Unknown()),
    customer_id: Type.Optional(CustomerId),
    trace: Type.Optional(Type.Boolean()),
    ...Scenario,
  },
  closed,
);
export type Question = Static<typeof Question>;

/** A list is checked item by item in the service, so that a mistake names its item. */
export const EvaluateBody = Type.Union([Question, Type.Array(Question, { minItems: 1, maxItems: 1000 })]);

const Answer = Type.Object({
  result: Type.Unknown(),
  trace: Type.Optional(Type.Unknown()),
  program: ProgramHash,
});
export const EvaluateAnswer = Type.Union([
  Answer,
  Type.Object({ results: Type.Array(Answer), program: ProgramHash }),
]);
