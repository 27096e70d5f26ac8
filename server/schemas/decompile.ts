import { Type } from 'typebox';
import { closed, oneOf, ProgramHash } from './common.ts';

export const DecompileBody = Type.Object(
  {
    logic: Type.Unknown({
      description: 'JSONLogic of the subset that rules compile to, such as auto_award_rules',
      examples: [{ '>=': [{ var: 'scores.engagement' }, 60] }],
    }),
    wanted: Type.Optional(
      oneOf(['condition', 'value'], 'A condition (the default) is never missing; a value may be of any type'),
    ),
  },
  closed,
);

const LogicDiagnostic = Type.Object({
  code: Type.String(),
  severity: oneOf(['error', 'warning']),
  path: Type.String({ description: 'JSON pointer into the logic' }),
  message: Type.String(),
  expected: Type.Optional(Type.String()),
});

export const DecompileAnswer = Type.Object({
  text: Type.String({ examples: ['engagement >= 60'] }),
  logic: Type.Unknown({ description: 'What the text compiles to' }),
  exact: Type.Boolean({ description: 'Whether that is the very JSON that was sent' }),
  type: Type.String(),
  missing: Type.Boolean({ description: 'Whether it may give nothing' }),
  warnings: Type.Array(LogicDiagnostic),
  program: ProgramHash,
});
