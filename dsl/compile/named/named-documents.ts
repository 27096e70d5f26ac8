import type { NameInfo, Scope } from '../../check/scope.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { TypeName } from '../../program/logic.ts';
import type { NamedRule } from '../../program/program.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { compileParameter } from '../parameters/compile-parameter.ts';
import { compileTable, resultNames } from '../tables/compile-table.ts';
import { declaredType, isTypeName } from '../fields/type-names.ts';

export type NamedDocument = DocumentOf<'metric'> | DocumentOf<'parameter'> | DocumentOf<'table'>;

/** What one name of a document came to, with the texts that it can be, where they are listed. */
export interface NamedResult {
  readonly rule: NamedRule;
  readonly values?: readonly string[] | undefined;
}

/** Names that documents give to values. */
export interface NamedDocuments {
  readonly names: readonly string[];
  resolve(name: string): NameInfo | 'circular' | undefined;
  /** The way back to a name that is being worked out at this moment. */
  circleOf(name: string): string | undefined;
  /** All of them, compiled. */
  rules(): readonly NamedRule[];
}

export interface NamedInput {
  readonly documents: readonly NamedDocument[];
  readonly fields: FieldCompiler;
  /** The policy's zone, in which the days of parameters begin. */
  readonly zone: string;
  /** What their expressions see. */
  scope(): Scope;
}

/** Nobody follows more steps from a figure to what it is worked out from, and each of them is a call inside the last. */
const MAX_STEPS = 100;

type Outcome = ReadonlyMap<string, NamedResult> | 'circular';

/** Each document is compiled when a rule first names it, so that their order is free. */
export function createNamedDocuments(input: NamedInput): NamedDocuments {
  const owners = new Map(
    input.documents.flatMap(document => namesOf(document).map(name => [name, document])),
  );
  const outcomes = new Map<NamedDocument, Outcome>();
  // How many steps lead down from each document, and from those that are being compiled as far as is known.
  const steps = new Map<NamedDocument, number>();
  const open: NamedDocument[] = [];

  const outcomeOf = (document: NamedDocument): Outcome => {
    const outcome = outcomes.get(document) ?? compile(document);
    const [from, below] = [open.at(-1), steps.get(document) ?? 0];
    if (from !== undefined) steps.set(from, Math.max(steps.get(from) ?? 0, below + 1));
    return outcome;
  };

  const compile = (document: NamedDocument): Outcome => {
    outcomes.set(document, 'circular');
    open.push(document);
    const compiled = open.length > MAX_STEPS ? undefined : compileNamed(document, input);
    open.pop();
    const isTooFar = compiled === undefined || (steps.get(document) ?? 0) > MAX_STEPS;
    if (isTooFar) {
      steps.set(document, 0);
      reportTooFar(document, input.fields);
    }
    const results = new Map((isTooFar ? [] : compiled).map(({ name, ...result }) => [name, result]));
    outcomes.set(document, results);
    return results;
  };

  return {
    names: [...owners.keys()],
    resolve: name => {
      const document = owners.get(name);
      if (document === undefined) return undefined;
      const outcome = outcomeOf(document);
      if (outcome === 'circular') return 'circular';
      const result = outcome.get(name);
      // What is faulty was reported where it stands; what names it must not be reported again.
      if (result === undefined) return { type: faultyType(document), missing: false, logic: logicOf(name) };
      const { value } = result.rule;
      const listed = result.values === undefined ? {} : { values: result.values };
      const description = document.name;
      return { type: value.type, ...listed, missing: value.missing, logic: logicOf(name), description };
    },
    circleOf: name => {
      const document = owners.get(name);
      const from = document === undefined ? -1 : open.indexOf(document);
      const way = open.slice(from).map(({ id }) => id);
      // What reads itself at once needs no way to be shown.
      return from < 0 || way.length < 2 ? undefined : [...way, way[0]].map(id => `\`${id}\``).join(' → ');
    },
    rules: () =>
      input.documents.flatMap(document => {
        const outcome = outcomeOf(document);
        return outcome === 'circular' ? [] : [...outcome.values()].map(({ rule }) => rule);
      }),
  };
}

function reportTooFar(document: NamedDocument, fields: FieldCompiler): void {
  const message = `\`${document.id}\` is more than ${MAX_STEPS} steps away from what it is worked out from, or from what reads it.`;
  fields.report(document, ['id'], 'expression-too-deep', message);
}

/** JSONLogic splits variables at dots. */
function keyOf(name: string): string {
  return name.replaceAll('.', '~d');
}

function logicOf(name: string): { readonly var: string } {
  return { var: `named.${keyOf(name)}` };
}

function namesOf(document: NamedDocument): readonly string[] {
  return document.kind === 'table' ? resultNames(document) : [document.id];
}

function faultyType(document: NamedDocument): TypeName {
  const type = document.kind === 'table' ? undefined : document.value.type;
  return type !== undefined && isTypeName(type) ? type : 'any';
}

function compileNamed(
  document: NamedDocument,
  { fields, zone, scope }: NamedInput,
): readonly (NamedResult & { readonly name: string })[] {
  const { id, name } = document;
  const { description } = document.value;
  const header = { name, ...(description === undefined ? {} : { description }) };
  switch (document.kind) {
    case 'metric': {
      const type = declaredType(document, fields);
      const expected = { missing: true, ...(type === undefined ? {} : { type }) };
      const value = fields.expression(document, ['value'], document.value.value, scope(), expected);
      return value === undefined ? [] : [{ name: id, rule: { id, ...header, value } }];
    }
    case 'parameter': {
      const value = compileParameter(document, zone, fields);
      return value === undefined ? [] : [{ name: id, rule: { id, ...header, value, of: 'parameter' } }];
    }
    case 'table':
      return compileTable(document, scope(), fields).map(({ name: result, value, values }) => ({
        name: result,
        rule: { id: keyOf(result), ...header, value, of: 'table' },
        values,
      }));
  }
}
