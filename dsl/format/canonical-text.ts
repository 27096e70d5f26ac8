import type { ExpressionRole, JsonSchema } from '../documents/schemas/index.ts';
import { parseExpression, parseStream, printExpression, printStream } from '../syntax/index.ts';
import type { Expr, Parsed, Problem } from '../syntax/index.ts';

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
  if (role === 'stream') return printed(text, parseStream(text), printStream);
  if (role === 'literal') return canonicalLiteral(text);
  return printed(text, parseExpression(text), printExpression);
}

const LITERALS: ReadonlySet<Expr['kind']> = new Set([
  'number',
  'quantity',
  'percent',
  'boolean',
  'text',
  'negate',
]);

/**
 * Figures have one spelling, and so have the cells of tables that compare (`>= 60`). Other words are the author's:
 * in a cell `north-east` is a text.
 */
function canonicalLiteral(text: string): CanonicalText {
  const { ast } = parseExpression(text);
  if (ast !== undefined && LITERALS.has(ast.kind)) return { text: printExpression(ast), problems: [] };
  const compared = parseExpression(`${CELL}${text}`).ast;
  const printed = compared === undefined ? '' : printExpression(compared);
  const isComparison = COMPARES.test(text) && printed.startsWith(CELL);
  return { text: isComparison ? printed.slice(CELL.length) : text, problems: [] };
}

/** Stands for the column that a cell goes on about. */
const CELL = 'cell ';
const COMPARES = /^\s*(?:[=<>]|!=|between\b|in\b|not\s+in\b)/;

function printed<Ast>(
  text: string,
  { ast, problems }: Parsed<Ast>,
  print: (ast: Ast) => string,
): CanonicalText {
  return ast === undefined || problems.length > 0 ? { text, problems } : { text: print(ast), problems };
}
