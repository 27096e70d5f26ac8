import { Type } from 'typebox';
import { closed, Decided, listOf, nullable, oneOf, ProgramHash } from './common.ts';

export const RuleDocument = Type.Object({
  kind: Type.String(),
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  file: Type.String(),
  line: Type.Integer(),
});
export const RulesList = Type.Object({
  results: Type.Array(RuleDocument),
  files: Type.Array(Type.String()),
  ...Decided,
  next_cursor: Type.Null(),
});
export const RuleParams = Type.Object({
  rule: Type.String({ description: 'kind.id, e.g. mission.data_explorer' }),
});
export const RuleDetail = Type.Object({
  ...RuleDocument.properties,
  text: Type.String({ description: 'The document as it is written' }),
  compiled: Type.Unknown({ description: 'Conditions as JSONLogic; null where the kind compiles to none' }),
  ...Decided,
});

export const RuleFile = Type.Object({ file: Type.String(), text: Type.String(), etag: Type.String() });
export const RuleFilesList = Type.Object({ results: Type.Array(RuleFile), next_cursor: Type.Null() });
export const FileParams = Type.Object({ '*': Type.String({ minLength: 1, maxLength: 300 }) });

const Position = Type.Object({ line: Type.Integer(), column: Type.Integer(), offset: Type.Integer() });
const Range = Type.Object({ start: Position, end: Position });
export const Diagnostic = Type.Object({
  code: Type.String(),
  severity: oneOf(['error', 'warning']),
  file: Type.String(),
  range: Range,
  message: Type.String(),
  expected: Type.Optional(Type.String()),
  example: Type.Optional(
    Type.Object(
      {
        facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
        outcome: Type.String(),
      },
      { description: 'A customer that shows what is meant' },
    ),
  ),
  fixes: Type.Array(
    Type.Object({
      title: Type.String(),
      edits: Type.Array(Type.Object({ file: Type.String(), range: Range, text: Type.String() })),
    }),
  ),
});

export const OverlayFile = Type.Object(
  { file: Type.String({ minLength: 1, maxLength: 300 }), text: nullable(Type.String()) },
  closed,
);
export const FormatRuleBody = Type.Object(
  {
    path: Type.Optional(
      Type.String({ maxLength: 300, description: 'How problems name the text; nothing is read or written' }),
    ),
    text: Type.String({ maxLength: 1_000_000 }),
  },
  closed,
);
export const FormatRuleAnswer = Type.Object({
  text: Type.String({ description: 'The same rules in their canonical form' }),
  changed: Type.Boolean(),
  diagnostics: Type.Array(Diagnostic, { description: 'What could not be read, and is left as it is' }),
});

export const CheckRulesBody = Type.Object(
  {
    files: Type.Optional(
      Type.Array(OverlayFile, { description: 'Laid over the current files; a null text takes one away' }),
    ),
  },
  closed,
);
export const CheckRulesAnswer = Type.Object({
  diagnostics: Type.Array(Diagnostic),
  program: Type.Optional(ProgramHash),
});

export const WriteFileBody = Type.Object({ text: Type.String() }, closed);
export const WriteFileQuery = Type.Object(
  { force: Type.Optional(oneOf(['draft'], 'Keep the text even with errors; nothing goes live then')) },
  closed,
);
export const WriteFileAnswer = Type.Object({
  file: Type.String(),
  etag: Type.String(),
  diagnostics: Type.Array(Diagnostic),
  ...Decided,
  published: Type.Boolean({ description: 'Whether the files as they stand are what decides now' }),
});

export const WriteFilesBody = Type.Object(
  {
    files: Type.Array(
      Type.Object(
        {
          file: Type.String({ minLength: 1, maxLength: 300 }),
          text: Type.String(),
          if_match: Type.Optional(
            Type.String({ description: 'The ETag that was read; absent for a new file' }),
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 1000 },
    ),
    draft: Type.Optional(
      Type.Boolean({ description: 'Keep the texts even with errors; nothing goes live then' }),
    ),
  },
  closed,
);
export const WriteFilesAnswer = Type.Object({
  files: Type.Array(Type.Object({ file: Type.String(), etag: Type.String() })),
  diagnostics: Type.Array(Diagnostic),
  ...Decided,
  published: WriteFileAnswer.properties.published,
});

export const SegmentsList = listOf(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    when: Type.String(),
    customers: Type.Integer(),
  }),
);
export const TiersList = listOf(
  Type.Object({
    id: Type.String(),
    level: Type.String(),
    name: Type.String(),
    when: Type.String(),
    customers: Type.Integer(),
  }),
);
