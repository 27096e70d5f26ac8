import type { DocumentPath } from '../../document.ts';
import type { Problem, Remedy } from '../problem.ts';
import { templateOf } from '../templates.ts';

export function missing(path: DocumentPath, message: string, expected?: string): Problem {
  return {
    code: 'schema-missing-field',
    path,
    at: 'key',
    message,
    ...(expected === undefined ? {} : { expected }),
    recovery: { kind: 'none' },
  };
}

/** What is missing is added to the mapping at the path, the field `key` that most likely was meant. */
export function missingIn(into: DocumentPath, key: string, message: string, expected?: string): Problem {
  const text = templateOf(key, undefined);
  const problem = missing([...into, key], message, expected);
  return text === undefined ? problem : { ...problem, remedy: { kind: 'insert', into, key, text } };
}

/** The field at the path is the one too many. */
export function conflict(path: DocumentPath, message: string, remedy: Remedy = { kind: 'remove' }): Problem {
  return { code: 'schema-conflict', path, at: 'key', message, remedy, recovery: { kind: 'none' } };
}
