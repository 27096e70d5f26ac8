import Type from 'typebox';
import { Fields, Literal, Named, Value, header } from './common.ts';

const Test = Literal('What the column must be: `>= 60`, `between 20 and 60`, a value, `in [...]`, `any`.');

const Cell = Type.Union([
  Type.Null(),
  Test,
  Type.Array(Test, { description: 'One of several.', minItems: 1 }),
]);

const Result = Type.Union([
  Value('What the table gives.'),
  Named(Value('What this result is.'), 'What the table gives, where it has several results.'),
]);

const Row = Fields({
  when: Type.Optional(
    Type.Record(Type.String(), Cell, {
      description: 'What each column must be; a column that is left out may be anything.',
    }),
  ),
  then: Type.Optional(Result),
});

export const TableSchema = Fields(
  {
    ...header('table'),
    inputs: Named(Value('What the column looks at.'), 'The columns.'),
    hit: Type.Optional(
      Type.Enum(['first', 'collect'], {
        description: 'Whether the first row that fits counts, or all that fit together.',
      }),
    ),
    with: Type.Optional(
      Type.Enum(['sum', 'largest', 'smallest', 'count'], {
        description: 'What is made of the rows that fit, where all count together.',
      }),
    ),
    rows: Type.Array(Row, { description: 'The cases, one a row.', minItems: 1 }),
    otherwise: Type.Optional(Result),
  },
  'A decision table: one result, or several, by the cases of its columns.',
);
