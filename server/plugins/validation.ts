import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchema } from 'fastify';
import type { App } from '../type-provider.ts';
import type { FieldProblem } from '../problem.ts';

/** More would hide the first behind their number, and a body can be wrong in a million places. */
const MAX_ERRORS = 20;

/**
 * Bodies are checked as they are: a wrong type is an error, an unknown field too. What comes in the URL is text and
 * is read as the type that the schema asks for.
 */
export function useValidation(app: App): void {
  const options = { allErrors: true, useDefaults: true, strict: false, verbose: false };
  const exact = new Ajv(options);
  const coercing = new Ajv({ ...options, coerceTypes: 'array' });
  for (const ajv of [exact, coercing]) addFormats.default(ajv);
  app.setValidatorCompiler<FastifySchema>(({ schema, httpPart }) => {
    const validate = (httpPart === 'body' ? exact : coercing).compile(schema);
    return (data: unknown) => {
      if (validate(data)) return { value: data };
      return { error: new ValidationFailed(httpPart ?? 'body', fieldProblemsOf(validate.errors ?? [])) };
    };
  });
  // The schemas of answers document them; tests hold the answers against them, the wire pays nothing.
  app.setSerializerCompiler(() => data => JSON.stringify(data));
}

export class ValidationFailed extends Error {
  readonly part: string;
  readonly errors: readonly FieldProblem[];

  constructor(part: string, errors: readonly FieldProblem[]) {
    super(`The ${PARTS[part] ?? part} is not valid.`);
    this.part = part;
    this.errors = errors;
  }
}

const PARTS: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

function fieldProblemsOf(errors: readonly ErrorObject[]): FieldProblem[] {
  return ofMeantBranches(errors)
    .filter(error => !SUMMARIES.has(error.keyword) || errors.length === 1)
    .slice(0, MAX_ERRORS)
    .map(error => {
      const expected = expectationOf(error);
      return {
        path: pathOf(error),
        message: messageOf(error),
        ...(expected === undefined ? {} : { expected }),
      };
    });
}

/** Keywords whose error only says that errors below them exist. */
const SUMMARIES = new Set(['anyOf', 'oneOf', 'if']);

/** Without what the other branches of a union say: who sends one question with a mistake has not failed to send a list. */
function ofMeantBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const strays = new Set(unions.flatMap(union => straysOf(union, errors)));
  return errors.filter(error => !strays.has(error));
}

/** All errors of the branches that are of another type than the value, where some branch is of its type. */
function straysOf({ schemaPath, instancePath }: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (!error.schemaPath.startsWith(`${schemaPath}/`)) continue;
    const [branch = ''] = error.schemaPath.slice(schemaPath.length + 1).split('/');
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const isOfAnotherType = (branch: readonly ErrorObject[]): boolean =>
    branch.some(error => error.keyword === 'type' && error.instancePath === instancePath);
  const others = [...branches.values()].filter(isOfAnotherType);
  return others.length === branches.size ? [] : others.flat();
}

function pathOf({ keyword, instancePath, params }: ErrorObject): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const named: unknown =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : undefined;
  if (typeof named === 'string') path.push(named);
  return path.join('.');
}

/** What says in a schema that a text has something in it. */
const NOT_BLANK = '\\S';

function messageOf({ keyword, message, params }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'This field is missing.';
    case 'additionalProperties':
      return 'There is no such field here.';
    case 'type':
      return `This must be ${withArticle(String(params['type']))}.`;
    case 'enum':
    case 'const':
      return 'This value is not one of those that the field takes.';
    case 'pattern':
      return params['pattern'] === NOT_BLANK
        ? 'This must not be blank.'
        : `This ${message ?? 'is not valid'}.`;
    default:
      return `This ${message ?? 'is not valid'}.`;
  }
}

function expectationOf({ keyword, params }: ErrorObject): string | undefined {
  switch (keyword) {
    case 'enum':
      return Array.isArray(params['allowedValues']) ? params['allowedValues'].join(', ') : undefined;
    case 'const':
      return JSON.stringify(params['allowedValue']);
    case 'type':
      return String(params['type']);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return `${String(params['comparison'])} ${String(params['limit'])}`;
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return `${keyword.startsWith('min') ? 'at least' : 'at most'} ${String(params['limit'])}`;
    case 'format':
      return String(params['format']);
    case 'pattern':
      return params['pattern'] === NOT_BLANK ? 'a text' : String(params['pattern']);
    default:
      return undefined;
  }
}

function withArticle(type: string): string {
  if (type === 'null') return 'null';
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    array: 'a list',
    boolean: 'true or false',
  };
  return words[type] ?? (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
}
