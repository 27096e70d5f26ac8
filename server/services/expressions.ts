import { COST_LIMITS } from '../../dsl/check/cost/limits.ts';
import { compileBeside } from '../../dsl/compile/compile-beside.ts';
import { compileFiles, EXTRA_FILE } from '../../dsl/index.ts';
import type { Diagnostic, Position } from '../../dsl/index.ts';
import type { Expression } from '../../dsl/program/logic.ts';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import { ProblemError } from '../problem.ts';
import type { LiveRelease } from './releases.ts';
import { ruleScopeOf } from './rule-scope.ts';

/** An expression of a caller, compiled as one more named rule of the live ones. */
export interface CompiledExpression {
  readonly expression: Expression;
  readonly engine: Engine;
  /** True where the live rules keep everything that it reads, so that the kept state answers. */
  readonly isKept: boolean;
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
  return compileOverKept(text, live) ?? compileWithRules(text, live);
}

/** Most questions are about what the rules keep anyway: the rules need not be compiled again for those. */
function compileOverKept(text: string, live: LiveRelease): CompiledExpression | undefined {
  const { expression, cost, manifest } = compileBeside(text, ruleScopeOf(live), { allowMissing: true });
  if (expression === undefined || cost > COST_LIMITS.rule) return undefined;
  const { features, holds } = live.program.manifest;
  const isKept =
    Object.keys(manifest.features).every(key => Object.hasOwn(features, key)) &&
    Object.keys(manifest.holds).every(key => Object.hasOwn(holds, key));
  return isKept ? { expression, engine: live.engine, isKept } : undefined;
}

function compileWithRules(text: string, live: LiveRelease): CompiledExpression {
  const { diagnostics, program } = compileFiles(live.files, { extra: [{ id: ID, text }] });
  const rule = program?.named.find(({ id }) => id === ID);
  if (!program || !rule) throw inError(text, diagnostics);
  const isKept = PARTS.every(part =>
    Object.keys(program.manifest[part]).every(key => Object.hasOwn(live.program.manifest[part], key)),
  );
  const engine = isKept ? live.engine : createEngine(program, live.release);
  return { expression: rule.value, engine, isKept };
}

const PARTS = ['keepers', 'features', 'holds'] as const;

function inError(text: string, diagnostics: readonly Diagnostic[]): ProblemError {
  const own = diagnostics
    .filter(({ file, severity }) => file === EXTRA_FILE && severity === 'error')
    .map(diagnostic => asTyped(text, diagnostic));
  const errors = own.map(({ message, expected }) => ({
    path: 'expression',
    message,
    ...(expected === undefined ? {} : { expected }),
  }));
  return new ProblemError('rules-in-error', own[0]?.message ?? 'The expression has errors.', {
    errors,
    diagnostics: own,
  });
}

/** From the document that the compiler made of the text back to the text. */
function asTyped(text: string, diagnostic: Diagnostic): Diagnostic {
  const position = ({ column }: Position) => positionIn(text, offsetIn(text, column - FIRST_COLUMN));
  const range = ({ start, end }: Diagnostic['range']) => ({ start: position(start), end: position(end) });
  return {
    ...diagnostic,
    range: range(diagnostic.range),
    fixes: diagnostic.fixes.map(fix => ({
      ...fix,
      edits: fix.edits.map(edit => ({ ...edit, range: range(edit.range) })),
    })),
  };
}

/** The text stands in one line, as a JSON string after its key. */
const FIRST_COLUMN = 'value: "'.length + 1;

/** How many characters of the text the first `written` characters of its escaped form are. */
function offsetIn(text: string, written: number): number {
  let length = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    length += JSON.stringify(text[offset]).length - 2;
    if (length > written) return offset;
  }
  return text.length;
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), offset };
}
