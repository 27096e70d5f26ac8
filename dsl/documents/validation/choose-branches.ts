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
    .toSorted((a, b) => a.length - b.length);
  return fitting[0] ?? [union];
}

/** The value as a whole is not what the branch takes. */
const isWrongShape = (error: SchemaError, union: SchemaError) =>
  error.instancePath === union.instancePath && ['type', 'const', 'enum', 'anyOf'].includes(error.keyword);
