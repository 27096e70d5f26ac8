import { suggest } from '../../diagnostics/suggest.ts';
import type { SchemaError } from './validators.ts';

/**
 * Leaves of each failed union only what the branch says that fits best; where none fits at all, the union's own
 * error. So a wrong word in a step of a test is one problem, not one for every form that a step can have.
 */
export function chooseBranches(errors: readonly SchemaError[]): readonly SchemaError[] {
  const union = outermostUnion(errors);
  if (!union) return errors;
  const inside = errors.filter(error => isInside(error, union));
  const outside = errors.filter(error => error !== union && !isInside(error, union));
  return [...chooseBranches(outside), ...bestBranch(union, inside)];
}

function outermostUnion(errors: readonly SchemaError[]): SchemaError | undefined {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
  return unions.find(union => !unions.some(other => other !== union && isInside(union, other)));
}

function isInside(error: SchemaError, union: SchemaError): boolean {
  return (
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`))
  );
}

function bestBranch(union: SchemaError, inside: readonly SchemaError[]): readonly SchemaError[] {
  const byBranch = new Map<string, SchemaError[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? '';
    byBranch.set(branch, [...(byBranch.get(branch) ?? []), error]);
  }
  const fitting = [...byBranch.values()]
    .map(chooseBranches)
    .filter(branch => !branch.some(error => isWrongShape(error, union)))
    .map(branch => ({ branch, mistakes: mistakes(branch) }))
    .toSorted((a, b) => a.mistakes - b.mistakes);
  const best = fitting
    .filter(({ mistakes }) => mistakes === fitting[0]?.mistakes)
    .map(({ branch }) => branch);
  return oneOfManyMissing(best) ?? best[0] ?? [union];
}

/** An unknown field that is spelt almost like a missing one is one mistake, not two. */
function mistakes(branch: readonly SchemaError[]): number {
  const missing = branch.flatMap(({ params }) => params['missingProperty'] ?? []).map(String);
  const misspelt = branch.filter(
    ({ params }) => suggest(String(params['additionalProperty'] ?? ''), missing).length > 0,
  );
  return branch.length - misspelt.length;
}

/** Branches that each lack only a field of their own: any of these fields would do. */
function oneOfManyMissing(branches: readonly (readonly SchemaError[])[]): readonly SchemaError[] | undefined {
  const errors = branches.flat();
  const [first] = errors;
  if (!first || branches.length < 2 || errors.length !== branches.length) return undefined;
  if (errors.some(({ keyword }) => keyword !== 'required')) return undefined;
  const alternatives = errors.map(({ params }) => params['missingProperty']);
  return [{ ...first, params: { ...first.params, alternatives } }];
}

/** The value as a whole is not what the branch takes. */
const isWrongShape = (error: SchemaError, union: SchemaError) =>
  error.instancePath === union.instancePath && ['type', 'const', 'enum', 'anyOf'].includes(error.keyword);
