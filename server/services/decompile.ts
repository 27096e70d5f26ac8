import type { Expectation } from '../../dsl/check/index.ts';
import { decompile } from '../../dsl/decompile/index.ts';
import type { LogicDiagnostic } from '../../dsl/decompile/index.ts';
import type { Expression } from '../../dsl/program/logic.ts';
import { ProblemError } from '../problem.ts';
import type { LiveRelease } from './releases.ts';
import { ruleScopeOf } from './rule-scope.ts';

export interface DecompiledRule {
  readonly expression: Expression;
  /** Whether the text compiles to the very JSON that was sent. */
  readonly exact: boolean;
  readonly warnings: readonly LogicDiagnostic[];
}

/** JSONLogic of a caller as a rule of the live ones: its text, or a problem that names every part that is wrong. */
export type DecompileRule = (logic: unknown, wanted: Wanted, live: LiveRelease) => DecompiledRule;

/** A condition is always true or false; a value can be of any type, and may be missing. */
export type Wanted = 'condition' | 'value';

const EXPECTATIONS: Readonly<Record<Wanted, Expectation>> = {
  condition: { type: 'condition', allowMissing: false },
  value: { allowMissing: true },
};

export function createDecompile(): DecompileRule {
  return (logic, wanted, live) => {
    const { scope, limits } = ruleScopeOf(live);
    const { expression, exact, diagnostics } = decompile(logic, scope, EXPECTATIONS[wanted], limits);
    if (expression === undefined) throw inError(diagnostics);
    return { expression, exact, warnings: diagnostics };
  };
}

function inError(diagnostics: readonly LogicDiagnostic[]): ProblemError {
  const wrong = diagnostics.filter(({ severity }) => severity === 'error');
  const errors = wrong.map(({ path, message, expected }) => ({
    path: `logic${path}`,
    message,
    ...(expected === undefined ? {} : { expected }),
  }));
  return new ProblemError('rules-in-error', wrong[0]?.message ?? 'The JSONLogic is no rule.', {
    errors,
    diagnostics: wrong,
  });
}
