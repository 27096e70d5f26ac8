import type { ExpressionRole, JsonSchema } from '../documents/schemas/index.ts';
import { parseExpression, parseStream, printExpression, printStream } from '../syntax/index.ts';
import type { Parsed, Problem } from '../syntax/index.ts';

export interface CanonicalText {
  readonly text: string;
  /** Why the text is left as it is. */
  readonly problems: readonly Problem[];
}

/** What kind of expression a place holds, if any. */
export function roleOf(schemas: readonly JsonSchema[]): ExpressionRole | undefined {
  return schemas.flatMap(schema => schema['x-expression'] ?? [])[0];
}

/** The one spelling of an expression; the author's own where it cannot be read. */
export function canonicalText(text: string, role: ExpressionRole): CanonicalText {
  return role === 'stream'
    ? printed(text, parseStream(text), printStream)
    : printed(text, parseExpression(text), printExpression);
}

function printed<Ast>(
  text: string,
  { ast, problems }: Parsed<Ast>,
  print: (ast: Ast) => string,
): CanonicalText {
  return ast === undefined || problems.length > 0 ? { text, problems } : { text: print(ast), problems };
}
