import type { Diagnostic } from '../dsl/index.ts';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly [extension: string]: unknown;
}

/** Every kind of refusal, with the status and title it is answered with. */
const KINDS = {
  invalid: { status: 400, title: 'The request is not valid' },
  malformed: { status: 400, title: 'The body is not valid JSON' },
  unauthorized: { status: 401, title: 'A key is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Conflict' },
  'idempotency-key-in-use': { status: 409, title: 'A request with this Idempotency-Key is still at work' },
  'precondition-failed': { status: 412, title: 'Somebody else changed it' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  unprocessable: { status: 422, title: 'Understood, but it cannot be done' },
  'rules-in-error': { status: 422, title: 'The rules have errors' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'precondition-required': { status: 428, title: 'If-Match is needed' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available at the moment' },
} as const;

export type ProblemKind = keyof typeof KINDS;

/** A refusal on its way to the caller; the error handler turns it into problem details (RFC 9457). */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    more: { readonly errors?: readonly FieldProblem[]; readonly [extension: string]: unknown } = {},
  ) {
    super(detail);
    const { errors, ...extensions } = more;
    this.kind = kind;
    this.errors = errors;
    this.extensions = extensions;
  }
}

/** One wording for requests and for the lines of a batch: the store is locked, away, or others are at it. */
export const STORE_DOES_NOT_ANSWER = 'The store does not answer at the moment: send it again.';

/** By name: each kind of store has its own reasons not to answer. */
export function isStoreAway(error: unknown): error is Error {
  return error instanceof Error && AWAY.has(error.name);
}

const AWAY: ReadonlySet<string> = new Set(['BusyError', 'UnavailableError', 'UnwritableError']);

/** For who sent something to a store that is away; an operator has to mend what cannot be written. */
export function awaySentence(error: unknown): string {
  if (!isStoreAway(error) || error.name !== 'UnwritableError') return STORE_DOES_NOT_ANSWER;
  return `${error.message} Send it again when that is mended.`;
}

/** The body of a refusal. */
export function problemOf(error: ProblemError): Problem {
  const { status, title } = KINDS[error.kind];
  return {
    type: `/api/docs#problem-${error.kind}`,
    title,
    status,
    detail: error.message,
    ...(error.errors ? { errors: error.errors } : {}),
    ...error.extensions,
  };
}

/** What is listed at /api/docs. */
export const PROBLEM_KINDS = Object.entries(KINDS).map(([kind, row]) => ({ kind, ...row }));

export function notFound(detail: string): ProblemError {
  return new ProblemError('not-found', detail);
}

/** One faulty field of a body whose form is right. */
export function unprocessable(path: string, message: string, expected?: string): ProblemError {
  return new ProblemError('unprocessable', message, {
    errors: [{ path, message, ...(expected === undefined ? {} : { expected }) }],
  });
}

/** Diagnostics of a rule or mapping, as the errors of a problem; `path` is the body's field that holds the text. */
export function fieldProblems(path: string, diagnostics: readonly Diagnostic[]): FieldProblem[] {
  return diagnostics
    .filter(diagnostic => diagnostic.severity === 'error')
    .map(({ message, expected }) => ({ path, message, ...(expected === undefined ? {} : { expected }) }));
}
