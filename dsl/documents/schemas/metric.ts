import Type from 'typebox';
import { Fields, Text, Value, header } from './common.ts';

export const MetricSchema = Fields(
  {
    ...header('metric'),
    type: Type.Optional(Text('The type of its value, where the expression alone does not tell.')),
    value: Value('What it stands for.'),
  },
  'A name for an expression: an attribute of the profile, a shared measure or a constant.',
);
