import { excessiveCost } from '../../dsl/check/cost/limits.ts';
import { compileBeside } from '../../dsl/compile/expressions/compile-beside.ts';
import { diagnostic } from '../../dsl/diagnostics/index.ts';
import { createSourceFile } from '../../dsl/documents/index.ts';
import { compileFiles, EXTRA_FILE } from '../../dsl/index.ts';
import type { Manifest } from '../../dsl/program/features.ts';
import type { Expression } from '../../dsl/program/logic.ts';
import type { Problem } from '../../dsl/syntax/index.ts';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import { fieldProblems, ProblemError, unprocessable } from '../problem.ts';
import type { LiveRelease } from './releases.ts';
import { ruleScopeOf } from './rule-scope.ts';

/** An expression of a caller, compiled as one more named rule of the live ones. */
export interface CompiledExpression {
  readonly expression: Expression;
  /** The live rules' own where they keep everything that it reads. */
  readonly engine: Engine;
}

export type CompileExpression = (text: string, live: LiveRelease) => CompiledExpression;

const ID = 'asked_expression';
/** Compiling the rules takes a good part of a second, and pages ask the same question for many customers. */
const KEPT = 32;

export function createExpressions(): CompileExpression {
  const known = new Map<string, CompiledExpression>();
  return (text, live) => {
    const key = `${live.release.n}\n${text}`;
    const found = known.get(key) ?? compile(text, live);
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

function compile(text: string, live: LiveRelease): CompiledExpression {
  const { scope, limits } = ruleScopeOf(live);
  const { expression, problems, cost, manifest } = compileBeside(text, scope, { allowMissing: true });
  if (expression === undefined) throw inError(text, problems);
  const excess = excessiveCost(cost, limits.rule);
  if (excess !== undefined) throw unprocessable('expression', excess);
  // Most questions are about what the rules keep anyway: these need not be compiled again then.
  if (keepsAll(live.program.manifest, manifest)) return { expression, engine: live.engine };
  return compileWithRules(text, live);
}

function keepsAll(kept: Manifest, asked: Manifest): boolean {
  return (['features', 'holds'] as const).every(part =>
    Object.keys(asked[part]).every(key => Object.hasOwn(kept[part], key)),
  );
}

function compileWithRules(text: string, live: LiveRelease): CompiledExpression {
  const { diagnostics, program } = compileFiles(live.files, { extra: [{ id: ID, text }] });
  const rule = program?.named.find(({ id }) => id === ID);
  if (!program || !rule) {
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    throw unprocessable('expression', first?.message ?? 'The expression does not go with the rules.');
  }
  return { expression: rule.value, engine: createEngine(program, live.release) };
}

function inError(text: string, problems: readonly Problem[]): ProblemError {
  const file = createSourceFile(EXTRA_FILE, text);
  const diagnostics = problems.map(({ code, span, message, expected, fixes }) =>
    diagnostic(code, {
      file: file.path,
      range: file.range(span.start, span.end),
      message,
      expected,
      fixes: fixes?.map(fix => ({
        title: fix.title,
        edits: [file.edit(fix.span.start, fix.span.end, fix.text)],
      })),
    }),
  );
  const own = diagnostics.filter(({ severity }) => severity === 'error');
  return new ProblemError('rules-in-error', own[0]?.message ?? 'The expression has errors.', {
    errors: fieldProblems('expression', own),
    diagnostics: own,
  });
}
