import type { CompiledField, Expected } from '../../compile/fields/field-compiler.ts';
import { createLiteralScope } from '../../compile/expressions/literals.ts';
import type { Scope } from '../../check/scope.ts';
import { isDocumentKind, schemaOf, schemasAt } from '../../documents/index.ts';
import type { ExpressionRole, JsonSchema } from '../../documents/index.ts';
import type { Snapshot } from '../workspace.ts';
import { cursorContext } from './cursor-context.ts';
import type { CursorContext, Path } from './cursor-place.ts';
import { withOwnNames } from './own-names.ts';

/** A place of a rule file, read from lines and columns alone. */
export interface FieldAt {
  readonly context: CursorContext;
  readonly schemas: readonly JsonSchema[];
  /** Where an expression is written: what it sees and what is expected of it. */
  readonly expression?: ExpressionAt;
}

export interface ExpressionAt {
  readonly role: ExpressionRole;
  readonly scope: Scope;
  readonly expected: Expected;
}

/** Undefined inside a comment. */
export function fieldAt(snapshot: Snapshot, text: string, offset: number): FieldAt | undefined {
  const context = cursorContext(text, offset);
  if (context === undefined) return undefined;
  const { kind, path } = context;
  const schemas = kind !== undefined && isDocumentKind(kind) ? schemasAt(schemaOf(kind), path) : [];
  const role = schemas.find(schema => schema['x-expression'] !== undefined)?.['x-expression'];
  if (role === undefined || kind === undefined || context.place === 'key') return { context, schemas };
  return { context, schemas, expression: { role, ...surroundings(snapshot, context, kind, role) } };
}

/** As the field was compiled, or else as fields like it are. */
function surroundings(
  snapshot: Snapshot,
  { id, path }: CursorContext,
  kind: string,
  role: ExpressionRole,
): Pick<ExpressionAt, 'scope' | 'expected'> {
  if (kind === 'source') return { scope: recordScope(), expected: {} };
  const own = id === undefined ? [] : snapshot.fieldsOf(kind, id);
  const same = own.findLast(field => samePath(field.path, path));
  if (same !== undefined) return same;
  const alike = likeField(snapshot, kind, path);
  const expected = alike?.expected ?? EXPECTED[role];
  const scope = widest(own)?.scope ?? alike?.scope ?? scopeOf(role, snapshot);
  return { scope: withOwnNames(scope, kind, path), expected };
}

const EXPECTED: Readonly<Record<ExpressionRole, Expected>> = {
  condition: { type: 'boolean' },
  value: { missing: true },
  literal: {},
  stream: {},
};

function scopeOf(role: ExpressionRole, { scope }: Snapshot): Scope {
  return role === 'literal' ? createLiteralScope() : scope;
}

/** Expressions over one raw record see no names of the rules. */
function recordScope(): Scope {
  const scope = createLiteralScope();
  return { ...scope, allows: { ...scope.allows, record: true } };
}

/** A field at the same place of another document of the kind, the author's own keys left out of account. */
function likeField({ fields }: Snapshot, kind: string, path: Path): CompiledField | undefined {
  for (const [document, compiled] of fields) {
    if (document.kind !== kind) continue;
    const found = compiled.findLast(field => isLike(kind, field.path, path));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isLike(kind: string, a: Path, b: Path): boolean {
  if (a.length !== b.length) return false;
  return a.every((step, index) => {
    const other = b[index];
    if (step === other || (typeof step === 'number' && typeof other === 'number')) return true;
    return (
      typeof step === 'string' && typeof other === 'string' && !isFixedKey(kind, a.slice(0, index), step)
    );
  });
}

function isFixedKey(kind: string, parent: Path, key: string): boolean {
  return (
    isDocumentKind(kind) &&
    schemasAt(schemaOf(kind), parent).some(({ properties = {} }) => Object.hasOwn(properties, key))
  );
}

/** Of a document's expressions the one that sees most: a new field most likely sees that much too. */
function widest(fields: readonly CompiledField[]): CompiledField | undefined {
  return fields.reduce<CompiledField | undefined>(
    (best, field) =>
      best === undefined || field.scope.names.length > best.scope.names.length ? field : best,
    undefined,
  );
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
