import type { Json } from '../build-value.ts';
import type { DocumentPath } from '../document.ts';
import { schemaOf } from '../schemas/index.ts';
import type { DocumentKind, DocumentValues } from '../schemas/index.ts';
import { chooseBranches } from './choose-branches.ts';
import { checkCoherence } from './coherence.ts';
import { explainErrors } from './explain-errors.ts';
import type { Problem } from './problem.ts';
import { pointerSteps, schemaErrors } from './validators.ts';

export interface Validated<Kind extends DocumentKind> {
  readonly problems: readonly Problem[];
  /** What can be read on with: the value without its faulty parts. Undefined where the document is lost. */
  readonly value: DocumentValues[Kind] | undefined;
  /** Whether nothing was left out. */
  readonly complete: boolean;
  /** Keys read as others: the path they are read at, and the author's key. */
  readonly renames: readonly { readonly path: DocumentPath; readonly key: string }[];
}

const MAX_ROUNDS = 20;

/** Holds a document's value against its kind's schema and against itself. */
export function validateDocument<Kind extends DocumentKind>(kind: Kind, value: Json): Validated<Kind> {
  if (fits(kind, value)) return coherent(kind, value, [], true, []);
  const problems = explainErrors(schemaErrors(kind, value), schemaOf(kind), value, withArticle(kind));
  const { value: mended, renames } = mend(value, problems);
  const pruned = prune(kind, mended);
  const complete = pruned === mended;
  if (pruned === undefined || !fits(kind, pruned))
    return { problems, value: undefined, complete: false, renames };
  return coherent(kind, pruned, problems, complete, renames);
}

function coherent<Kind extends DocumentKind>(
  kind: Kind,
  value: DocumentValues[Kind],
  problems: readonly Problem[],
  complete: boolean,
  renames: Validated<Kind>['renames'],
): Validated<Kind> {
  // What an incomplete document seems to lack may be what was left out.
  const incoherent = complete ? checkCoherence(kind, value) : [];
  return {
    problems: [...problems, ...incoherent],
    value,
    complete: complete && incoherent.length === 0,
    renames,
  };
}

function fits<Kind extends DocumentKind>(kind: Kind, value: unknown): value is DocumentValues[Kind] {
  return schemaErrors(kind, value).length === 0;
}

const withArticle = (kind: DocumentKind) => `${kind === 'event' ? 'an' : 'a'} ${kind}`;

/** Reads what was spelt wrong as what was likely meant, and gives a document without a name its id. */
function mend(value: Json, problems: readonly Problem[]) {
  let mended = value;
  const renames: { path: DocumentPath; key: string }[] = [];
  for (const { path, recovery } of problems) {
    const key = path.at(-1);
    if (recovery.kind === 'replace') mended = replaced(mended, path, recovery.text);
    if (recovery.kind !== 'rename' || typeof key !== 'string') continue;
    mended = change(mended, path.slice(0, -1), fields => ({
      ...Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key)),
      [recovery.key]: fields[key] ?? null,
    }));
    renames.push({ path: [...path.slice(0, -1), recovery.key], key });
  }
  mended = change(mended, [], fields =>
    fields['name'] === undefined && typeof fields['id'] === 'string'
      ? { ...fields, name: fields['id'] }
      : fields,
  );
  return { value: mended, renames };
}

/** Leaves out what violates the schema, and then what cannot be without it, until the rest fits. */
function prune(kind: DocumentKind, value: Json): Json | undefined {
  let pruned = value;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const errors = chooseBranches(schemaErrors(kind, pruned)).filter(
      ({ schemaPath }) => !schemaPath.includes('/propertyNames/'),
    );
    const [error] = errors;
    if (!error) return pruned;
    for (const { instancePath, keyword, params } of errors) {
      const steps = pointerSteps(instancePath);
      const faulty =
        keyword === 'additionalProperties' ? [...steps, String(params['additionalProperty'])] : steps;
      const path = outsideLists(pruned, faulty);
      if (path.length === 0) return undefined;
      pruned = without(pruned, path);
    }
  }
  return undefined;
}

/** A list loses no items, so that the others keep their places: it goes as a whole. */
function outsideLists(value: Json, steps: readonly string[]): readonly string[] {
  let current: Json | undefined = value;
  for (const [index, step] of steps.entries()) {
    if (Array.isArray(current)) return steps.slice(0, index);
    current = isFields(current) ? current[step] : undefined;
  }
  return steps;
}

function without(value: Json, path: readonly string[]): Json {
  const key = path.at(-1);
  return change(value, path.slice(0, -1), fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key)),
  );
}

type Fields = Readonly<Record<string, Json>>;

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy with another text at the path. */
function replaced(value: Json, path: DocumentPath, text: string): Json {
  const [step, ...rest] = path;
  if (step === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? replaced(item, rest, text) : item));
  if (!isFields(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: replaced(value[step] ?? null, rest, text) };
}

/** A copy in which the mapping at the path is another; as it was where there is none. */
function change(value: Json, path: DocumentPath, alter: (fields: Fields) => Fields): Json {
  const [step, ...rest] = path;
  if (step === undefined) return isFields(value) ? alter(value) : value;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? change(item, rest, alter) : item));
  if (!isFields(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: change(value[step] ?? null, rest, alter) };
}
