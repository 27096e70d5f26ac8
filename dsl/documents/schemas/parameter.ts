import Type from 'typebox';
import { Fields, Literal, Text, header } from './common.ts';

const DatedValue = Fields({
  from: Type.Optional(
    Text('The first day on which it holds, such as 2026-03-01; without it, before all the others.'),
  ),
  value: Literal('A number, a quantity or a text in quotes.'),
});

export const ParameterSchema = Fields(
  {
    ...header('parameter'),
    type: Type.Optional(
      Text('The type of its values, where a plain number alone does not tell: money, points.'),
    ),
    values: Type.Array(DatedValue, { description: 'Its values, each from its day on.', minItems: 1 }),
  },
  'A figure that changes by date: rules that look at an earlier day see the value of that day.',
);
