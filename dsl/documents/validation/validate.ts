import type { Json, Rename } from '../build-value.ts';
import type { DocumentPath } from '../document.ts';
import { schemaOf } from '../schemas/index.ts';
import type { DocumentKind, DocumentValues } from '../schemas/index.ts';
import { chooseBranches } from './choose-branches.ts';
import { checkCoherence } from './coherence.ts';
import { explainErrors } from './explain-errors.ts';
import type { Problem } from './problem.ts';
import { findTruthWords } from './truth-words.ts';
import { pointerSteps, schemaErrors } from './validators.ts';
import { ownValue } from '../../program/own-value.ts';

export interface Validated<Kind extends DocumentKind> {
  readonly problems: readonly Problem[];
  /** What can be read on with: the value without its faulty parts. Undefined where the document is lost. */
  readonly value: DocumentValues[Kind] | undefined;
  /** Whether nothing was left out. */
  readonly complete: boolean;
  /** Keys read as others, because that is what they were likely meant to be. */
  readonly renames: readonly Rename[];
}

const MAX_ROUNDS = 20;

/** A document with more is not this kind's at all: the first of them tell so, and the rest is not read on with. */
const MAX_ERRORS = 200;

/** Holds a document's value against its kind's schema and against itself; `read` gives it with keys renamed. */
export function validateDocument<Kind extends DocumentKind>(
  kind: Kind,
  read: (renames: readonly Rename[]) => Json,
): Validated<Kind> {
  const { value, problems, renames } = readMended(kind, read);
  if (problems.length === 0 && fits(kind, value)) return coherent(kind, value, [], true, []);
  if (schemaErrors(kind, value).length > MAX_ERRORS)
    return { problems, value: undefined, complete: false, renames };
  const mended = mend(value, problems);
  const pruned = prune(kind, mended);
  if (pruned === undefined || !fits(kind, pruned))
    return { problems, value: undefined, complete: false, renames };
  return coherent(kind, pruned, problems, pruned === mended, renames);
}

/** Reads misspelt keys as what they were meant to be, level by level, since what is below them shows only then. */
function readMended(kind: DocumentKind, read: (renames: readonly Rename[]) => Json) {
  const subject = `${kind === 'event' ? 'an' : 'a'} ${kind}`;
  const renames: Rename[] = [];
  const misspelt: Problem[] = [];
  for (let round = 0; ; round += 1) {
    const value = read(renames);
    const problems = explainErrors(
      schemaErrors(kind, value).slice(0, MAX_ERRORS),
      schemaOf(kind),
      value,
      subject,
    );
    const found = problems.flatMap(problem => renameOf(problem) ?? []);
    if (found.length === 0 || round === MAX_ROUNDS)
      return {
        value,
        renames,
        problems: [...misspelt, ...problems, ...findTruthWords(value, schemaOf(kind))],
      };
    renames.push(...found);
    misspelt.push(...problems.filter(({ recovery }) => recovery.kind === 'rename'));
  }
}

function renameOf({ path, recovery }: Problem): Rename | undefined {
  if (recovery.kind !== 'rename') return undefined;
  return { path: [...path.slice(0, -1), recovery.key], key: String(path.at(-1)) };
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

/** Reads values as what was likely meant, and gives a document without a name its id. */
function mend(value: Json, problems: readonly Problem[]): Json {
  const mended = problems.reduce(
    (current, { path, recovery }) =>
      recovery.kind === 'replace' ? replaced(current, path, recovery.text) : current,
    value,
  );
  return change(mended, [], fields =>
    fields['name'] === undefined && typeof fields['id'] === 'string'
      ? { ...fields, name: fields['id'] }
      : fields,
  );
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
      const stand = standInFor(kind, faulty);
      if (stand !== undefined) {
        pruned = replaced(pruned, stand.path, stand.item);
        continue;
      }
      const path = outsideLists(pruned, faulty);
      if (path.length === 0) return undefined;
      pruned = without(pruned, path);
    }
  }
  return undefined;
}

/** Items that a list may have in place of faulty ones, by kind and field: what follows them is read on with. */
const STAND_INS: Partial<Record<DocumentKind, Readonly<Record<string, Json>>>> = {
  test: { steps: { at: 'day 1 00:00', do: 'advance' } },
};

function standInFor(kind: DocumentKind, steps: readonly string[]) {
  const [field = '', index] = steps;
  const item = ownValue(STAND_INS[kind], field);
  return item === undefined || index === undefined ? undefined : { path: [field, Number(index)], item };
}

/** A list loses no items, so that the others keep their places: it goes as a whole. */
function outsideLists(value: Json, steps: readonly string[]): readonly string[] {
  let current: Json | undefined = value;
  for (const [index, step] of steps.entries()) {
    if (Array.isArray(current)) return steps.slice(0, index);
    current = isFields(current) ? ownValue(current, step) : undefined;
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

/** A copy with another value at the path. */
function replaced(value: Json, path: DocumentPath, other: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return other;
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? replaced(item, rest, other) : item));
  if (!isFields(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: replaced(value[step] ?? null, rest, other) };
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
