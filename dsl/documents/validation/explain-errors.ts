import { oneOf } from '../../diagnostics/suggest.ts';
import type { Json } from '../build-value.ts';
import type { DocumentPath } from '../document.ts';
import { readCommas } from '../../syntax/figure-commas.ts';
import { branches } from '../schemas/json-schema.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { chooseBranches } from './choose-branches.ts';
import { describePath, describePattern, describeSchema, describeValue } from './describe.ts';
import { asId, respelt } from './likely-meant.ts';
import { likelyValue } from './likely-value.ts';
import { likelyWord } from './likely-word.ts';
import type { Problem } from './problem.ts';
import { templateOf } from './templates.ts';
import { pointerSteps } from './validators.ts';
import type { SchemaError } from './validators.ts';
import { inList, listOf, onlyMissing, unknownField } from './unknown-field.ts';
import { named, writeInstead } from './violation.ts';
import type { Violation } from './violation.ts';
import { ownValue } from '../../program/own-value.ts';

/** Turns AJV's errors into problems in the author's words, one for each mistake. */
export function explainErrors(
  errors: readonly SchemaError[],
  root: JsonSchema,
  value: Json,
  subject: string,
): readonly Problem[] {
  const violations = chooseBranches(errors).map(error => violationOf(error, root, value, subject));
  const renamed = new Set<string>();
  const unknown = violations
    .filter(({ error }) => error.keyword === 'additionalProperties')
    .map(violation => unknownField(violation, renamed, onlyMissing(violation, violations)));
  const others = violations.flatMap(violation => EXPLANATIONS[violation.error.keyword]?.(violation) ?? []);
  return [...unknown, ...others.filter(problem => !renamed.has(JSON.stringify(problem.path)))];
}

function violationOf(error: SchemaError, root: JsonSchema, value: Json, subject: string): Violation {
  const steps = pointerSteps(error.instancePath);
  const path: (string | number)[] = [];
  let current: Json | undefined = value;
  for (const step of steps) {
    path.push(Array.isArray(current) ? Number(step) : step);
    current = childOf(current, step);
  }
  return { error, schema: schemaOf(error, root), path, value: current, subject };
}

function childOf(value: Json | undefined, step: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return Object.entries(value).find(([key]) => key === step)?.[1];
}

/** Follows a schema path such as `#/properties/steps/items/anyOf/1/required` up to the keyword. */
function schemaOf(error: SchemaError, root: JsonSchema): JsonSchema {
  const steps = pointerSteps(decodeURIComponent(error.schemaPath)).slice(0, -1);
  let current: unknown = root;
  for (const step of steps) {
    current = typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  }
  return typeof current === 'object' && current !== null ? current : {};
}

type Explain = (violation: Violation) => readonly Problem[];

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  required: missingField,
  type: wrongType,
  anyOf: wrongType,
  enum: wrongWord,
  const: wrongWord,
  pattern: wrongSpelling,
  propertyNames: wrongKey,
  minProperties: empty,
  minItems: empty,
  minimum: outOfRange,
  maximum: outOfRange,
  exclusiveMinimum: outOfRange,
};

/** Stands at the path of the field that is not there: its place is that of the nearest part above. */
function missingField({ error, schema, path, subject }: Violation): readonly Problem[] {
  const key = String(error.params['missingProperty']);
  const alternatives = error.params['alternatives'];
  if (Array.isArray(alternatives)) {
    const message = `${capitalised(named(path, subject))} needs ${oneOf(alternatives.map(String))}.`;
    return [{ code: 'schema-missing-field', path, at: 'value', message, recovery: { kind: 'none' } }];
  }
  const field = ownValue(schema.properties, key);
  const text = templateOf(key, field);
  return [
    {
      code: 'schema-missing-field',
      path: [...path, key],
      at: 'key',
      message: `${capitalised(named(path, subject))} needs \`${key}\`.${field?.description ? ` ${field.description}` : ''}`,
      ...(field ? { expected: describeSchema(field) } : {}),
      ...(text === undefined ? {} : { remedy: { kind: 'insert', into: path, key, text } }),
      recovery: { kind: 'none' },
    },
  ];
}

function wrongType({ schema, path, value, subject }: Violation): readonly Problem[] {
  const expected = describeSchema(schema);
  if (value === null || value === undefined) {
    const message = `${capitalised(named(path, subject))} has no value.`;
    return [
      {
        code: 'schema-empty',
        path,
        at: 'key',
        message,
        expected,
        ...filled(path, schema),
        recovery: { kind: 'drop' },
      },
    ];
  }
  const message = `${capitalised(named(path, subject))} is ${describeValue(value)}, but must be ${expected}.`;
  const problem = {
    code: 'schema-type',
    path,
    at: 'value',
    message,
    expected,
    recovery: { kind: 'drop' },
  } as const;
  const options = branches(schema);
  if (typeof value === 'object' && options.some(option => option['x-expression'])) {
    const inBraces = nameInBraces(value) ?? likelyValue(value, options);
    if (inBraces !== undefined) return [{ ...problem, remedy: { kind: 'fill', text: inBraces } }];
    return [{ ...problem, remedy: { kind: 'quote' } }];
  }
  if (path.at(-1) === 'segments' && EVERYBODY.test(String(value))) {
    const everybody = `\`${describePath(path)}\` lists segments; where the field is left out it is for everybody.`;
    return [{ ...problem, message: everybody, remedy: { kind: 'remove' } }];
  }
  if (typeof value !== 'object' && options.some(option => option.type === 'array')) {
    const item = options.map(listOf).find(field => field !== undefined);
    return [{ ...problem, remedy: item === undefined ? { kind: 'list' } : inList(item) }];
  }
  const field =
    typeof value === 'object'
      ? undefined
      : options.map(option => fieldFor(value, option)).find(name => name !== undefined);
  if (field !== undefined)
    return [{ ...problem, remedy: { kind: 'enclose', open: `{ ${field}: `, close: ' }' } }];
  const takesFigures = takes('number', options) || takes('integer', options);
  const commas = takesFigures && typeof value === 'string' ? readCommas(value) : undefined;
  if (commas !== undefined && (takes('number', options) || /^\d+$/.test(commas.plain)))
    return [{ ...problem, message: commas.message, remedy: { kind: 'fill', text: commas.plain } }];
  const plain = likelyValue(value, options);
  return [plain === undefined ? problem : { ...problem, remedy: { kind: 'fill', text: plain } }];
}

/** Words for all customers, who are no segment. */
const EVERYBODY = /^(all|any|anyone|everyone|everybody|\*)$/i;

/** Of a mapping that must have one field, and a plain one: that field. A figure alone is a reward's points. */
function fieldFor(value: Json, { type, required = [], properties }: JsonSchema): string | undefined {
  const whole = required.length === 0 && typeof value === 'number' ? ['points'] : required;
  const [field, ...others] = type === 'object' ? whole : [];
  const inside = field === undefined ? undefined : ownValue(properties, field);
  const isPlain =
    inside !== undefined && branches(inside).every(option => !/^(object|array)$/.test(option.type ?? ''));
  return others.length === 0 && isPlain ? field : undefined;
}

/** `{prepaid}`, as templates put names. */
function nameInBraces(value: object): string | undefined {
  const [entry, ...others] = Object.entries(value);
  const isName = entry !== undefined && others.length === 0 && (entry[1] === null || entry[1] === undefined);
  return isName && !Array.isArray(value) && /^[A-Za-z_][\w.]*$/.test(entry[0]) ? entry[0] : undefined;
}

const takes = (wanted: string, options: readonly JsonSchema[]): boolean =>
  options.some(({ type }) => type === wanted);

/** A remedy for a field without a value. */
function filled(path: DocumentPath, schema: JsonSchema): Pick<Problem, 'remedy'> {
  const text = templateOf(String(path.at(-1)), schema);
  return text === undefined ? {} : { remedy: { kind: 'fill', text } };
}

/** More words than these are not read in a sentence. */
const MAX_LISTED = 8;

function wrongWord({ schema, path, value, subject }: Violation): readonly Problem[] {
  const words = schema.enum?.map(String) ?? ['const' in schema ? String(schema.const) : ''];
  const best = likelyWord(String(value), words);
  const allowed = best === undefined && words.length <= MAX_LISTED ? `: it is ${oneOf(words)}` : '';
  return [
    {
      code: 'schema-value',
      path,
      at: 'value',
      message: `${capitalised(named(path, subject))} cannot be ${describeValue(value)}${allowed}.${best === undefined ? '' : ` Did you mean \`${best}\`?`}`,
      expected: describeSchema(schema),
      ...(best === undefined ? {} : { remedy: writeInstead(best) }),
      recovery: best === undefined ? { kind: 'drop' } : { kind: 'replace', text: best },
    },
  ];
}

function wrongSpelling({ error, schema, path, value }: Violation): readonly Problem[] {
  if (error.schemaPath.includes('/propertyNames/')) return [];
  const expected = describePattern(schema.pattern ?? '');
  const spelt = typeof value === 'string' ? respelt(value, schema.pattern ?? '') : undefined;
  return [
    {
      code: 'schema-spelling',
      path,
      at: 'value',
      message: `${describeValue(value)} cannot be the \`${String(path.at(-1))}\`: it must be ${expected}.`,
      expected,
      ...(spelt === undefined ? {} : { remedy: writeInstead(spelt) }),
      recovery: spelt === undefined ? { kind: 'drop' } : { kind: 'replace', text: spelt },
    },
  ];
}

function wrongKey({ error, path, subject }: Violation): readonly Problem[] {
  const key = String(error.params['propertyName']);
  const expected = 'letters, digits and _, no digit first';
  const spelt = asId(key);
  return [
    {
      code: 'schema-spelling',
      path: [...path, key],
      at: 'key',
      message: `\`${key}\` in ${named(path, subject)} is no name: a name is ${expected}.`,
      expected,
      ...(spelt === '' ? {} : { remedy: writeInstead(spelt) }),
      recovery: { kind: 'drop' },
    },
  ];
}

function empty({ schema, path, subject }: Violation): readonly Problem[] {
  const message = `${capitalised(named(path, subject))} is empty.`;
  return [
    {
      code: 'schema-empty',
      path,
      at: 'value',
      message,
      expected: describeSchema(schema),
      ...filled(path, schema),
      recovery: { kind: 'drop' },
    },
  ];
}

const COMPARISONS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
};

function outOfRange({ error, path, value, subject }: Violation): readonly Problem[] {
  const expected = `${COMPARISONS[error.keyword] ?? ''} ${String(error.params['limit'])}`;
  const message = `${capitalised(named(path, subject))} is ${describeValue(value)}, but must be ${expected}.`;
  const limit = Number(error.params['limit']);
  const nearest = String(error.keyword === 'exclusiveMinimum' ? limit + 1 : limit);
  const remedy = writeInstead(nearest);
  return [{ code: 'schema-range', path, at: 'value', message, expected, remedy, recovery: { kind: 'drop' } }];
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
