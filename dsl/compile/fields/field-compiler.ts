import type { Scope } from '../../check/scope.ts';
import { diagnostic } from '../../diagnostics/index.ts';
import type { Diagnostic, DiagnosticCode, Fix } from '../../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../../documents/document.ts';
import { validateLogic } from '../../documents/validate-logic.ts';
import type { Expression, TypeName } from '../../program/logic.ts';
import type { Problem } from '../../syntax/problem.ts';
import { TYPES } from '../../types/types.ts';
import { compileText } from '../expressions/compile-text.ts';
import type { TextCondition } from '../expressions/conditions.ts';
import { writeValue } from './field-fixes.ts';
import type { TextCompiler } from '../expressions/text-memo.ts';
import { workedOut } from '../expressions/worked-out.ts';

export interface Expected {
  readonly type?: TypeName;
  /** Whether the rule may give nothing. */
  readonly missing?: boolean;
}

/** A condition in a field of a document; `span` counts in the field's whole text. */
export interface RuleCondition extends TextCondition {
  readonly document: LoadedDocument;
  readonly path: DocumentPath;
  /** What it says, where that is no text of one field. */
  readonly text?: string;
}

/** What it costs to work out the expression in a field. */
export interface FieldCost {
  readonly document: LoadedDocument;
  readonly path: DocumentPath;
  readonly cost: number;
}

/** Compiles the expression fields of documents; problems land on the field's own text in its file. */
export interface FieldCompiler {
  readonly diagnostics: Diagnostic[];
  readonly compileText: TextCompiler;
  readonly conditions: RuleCondition[];
  /** What each expression costs, in the order of compilation. */
  readonly costs: readonly FieldCost[];
  /** Undefined where the text is faulty, which is then reported. */
  expression(
    document: LoadedDocument,
    path: DocumentPath,
    text: string,
    scope: Scope,
    expected: Expected,
  ): Expression | undefined;
  condition(document: LoadedDocument, path: DocumentPath, text: string, scope: Scope): Expression | undefined;
  /** A condition that is the rest of a field's text from offset `shift` on. */
  expressionPart(
    document: LoadedDocument,
    path: DocumentPath,
    text: string,
    shift: number,
    scope: Scope,
  ): Expression | undefined;
  /** A constant: a number, or a quantity in the base of `type` (30d → ms). */
  constant(
    document: LoadedDocument,
    path: DocumentPath,
    text: string,
    scope: Scope,
    type: TypeName,
  ): number | undefined;
  report(
    document: LoadedDocument,
    path: DocumentPath,
    code: DiagnosticCode,
    message: string,
    expected?: string,
    fixes?: readonly Fix[],
  ): void;
  reportProblems(document: LoadedDocument, path: DocumentPath, problems: readonly Problem[]): void;
}

/** An expression as it stands in a document, with what it sees and what is expected of it. */
export interface CompiledField {
  readonly document: LoadedDocument;
  readonly path: DocumentPath;
  readonly text: string;
  /** Where the expression begins in the field's text. */
  readonly shift: number;
  readonly scope: Scope;
  readonly expected: Expected;
}

export interface FieldCompilerOptions {
  readonly compileText?: TextCompiler;
  /** Is told of every field that is compiled; of one that is compiled several times, the last counts. */
  readonly observe?: (field: CompiledField) => void;
}

export function createFieldCompiler({
  compileText: compile = compileText,
  observe = () => undefined,
}: FieldCompilerOptions = {}): FieldCompiler {
  const costs: FieldCost[] = [];
  const diagnostics: Diagnostic[] = [];
  const conditions: RuleCondition[] = [];
  const compiler: FieldCompiler = {
    diagnostics,
    compileText: compile,
    conditions,
    costs,
    expression: (document, path, text, scope, expected) => {
      const { type, missing = false } = expected;
      observe({ document, path, text, shift: 0, scope, expected });
      const expectation = { ...(type === undefined ? {} : { type }), allowMissing: missing };
      const compiled = compile(text, scope, expectation);
      const { expression, problems, conditions: found } = compiled;
      compiler.reportProblems(document, path, problems);
      costs.push({ document, path, cost: compiled.cost });
      conditions.push(...found.map(condition => ({ ...condition, document, path })));
      if (expression !== undefined) assertRule(expression);
      return expression;
    },
    condition: (document, path, text, scope) =>
      compiler.expression(document, path, text, scope, { type: 'boolean' }),
    expressionPart: (document, path, text, shift, scope) => {
      observe({ document, path, text, shift, scope, expected: { type: 'boolean', missing: true } });
      const compiled = compile(text, scope, { type: 'boolean', allowMissing: true });
      const { expression, problems, conditions: found } = compiled;
      costs.push({ document, path, cost: compiled.cost });
      const moved = ({ start, end }: TextCondition['span']) => ({ start: start + shift, end: end + shift });
      conditions.push(
        ...found.map(condition => ({ ...condition, document, path, span: moved(condition.span) })),
      );
      compiler.reportProblems(
        document,
        path,
        problems.map(problem => shifted(problem, shift)),
      );
      return expression;
    },
    constant: (document, path, text, scope, type) => {
      const expression = compiler.expression(document, path, text, scope, { type });
      if (expression === undefined) return undefined;
      if (typeof expression.logic === 'number') return expression.logic;
      const { example } = TYPES[type];
      const message = `A plain figure is needed here, not something that is worked out: \`${example}\`, for example.`;
      const fixes = writeValue(document, path, workedOut(expression));
      compiler.report(document, path, 'type-constant', message, `such as ${example}`, fixes);
      return undefined;
    },
    report: (document, path, code, message, expected, fixes) => {
      const { range } = document.locate(path);
      diagnostics.push(diagnostic(code, { file: document.file, range, message, expected, fixes }));
    },
    reportProblems: (document, path, problems) => {
      if (problems.length === 0) return;
      const { expression, range } = document.locate(path);
      for (const problem of problems) {
        const fixes = problem.fixes?.flatMap(({ title, span, text }) =>
          expression === undefined ? [] : [{ title, edits: [expression.edit(span.start, span.end, text)] }],
        );
        diagnostics.push(
          diagnostic(problem.code, {
            file: document.file,
            range:
              expression === undefined ? range : expression.rangeIn(problem.span.start, problem.span.end),
            message: problem.message,
            expected: problem.expected,
            fixes,
          }),
        );
      }
    },
  };
  return compiler;
}

function shifted(problem: Problem, by: number): Problem {
  const move = ({ start, end }: Problem['span']): Problem['span'] => ({ start: start + by, end: end + by });
  return {
    ...problem,
    span: move(problem.span),
    ...(problem.fixes === undefined
      ? {}
      : { fixes: problem.fixes.map(fix => ({ ...fix, span: move(fix.span) })) }),
  };
}

const held = new WeakSet<Expression>();

/** What compiles to something else than a rule of our JSONLogic is a fault of the compiler, not of the author. */
function assertRule(expression: Expression): void {
  if (held.has(expression)) return;
  held.add(expression);
  const { text, logic } = expression;
  const [problem] = validateLogic(logic);
  if (problem !== undefined)
    throw new Error(`"${text}" compiled to no rule: ${problem.path} ${problem.message}`);
}
