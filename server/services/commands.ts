import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../engine/canonical.ts';
import type { Command, Entry, Json } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';
import { awaySentence, isStoreAway, ProblemError, STORE_DOES_NOT_ANSWER } from '../problem.ts';
import type { ProblemKind } from '../problem.ts';
import { BehindJournalError } from '../stores/behind-journal-error.ts';
import type { Context } from './context.ts';
import { isObject } from './connection-config.ts';
import { noSuchCustomer } from './customers.ts';
import type { Submit } from './submit.ts';

/** Who asks, and under which key of his own; without one, every call is a new one. */
export interface Request {
  readonly caller: string;
  readonly key: string | null;
}

export interface Done {
  readonly entry: Entry;
  readonly answer: Readonly<Record<string, Json>>;
}

/** Has one customer's command carried out, once for a key; what is refused throws a problem. */
export type RunCommand = (request: Request, customer: string, command: Command) => Promise<Done>;

export function createCommands(context: Context, submit: Submit): RunCommand {
  return async ({ caller, key }, customer, command) => {
    // Only events make customers: a mistyped id must not become one, with missions and a place in every figure.
    if ((await context.store.customer(customer)) === null)
      throw await noSuchCustomer(context.store, customer);
    const [outcome] = await submit([
      {
        kind: 'command',
        id: `api:${caller}:${key ?? randomUUID()}`,
        customer,
        at: context.clock(),
        body: command,
        bodyHash: sha256(canonicalJson({ customer, command })),
      },
    ]);
    if (outcome !== undefined && 'failed' in outcome && isStoreAway(outcome.failed))
      throw new ProblemError('unavailable', awaySentence(outcome.failed));
    if (outcome !== undefined && 'failed' in outcome && outcome.failed instanceof BehindJournalError)
      throw new ProblemError('conflict', outcome.failed.message);
    if (outcome === undefined || 'failed' in outcome)
      throw new ProblemError('internal', 'The command could not be carried out; the log says why.');
    if ('error' in outcome) throw REFUSALS[outcome.error](customer);
    return { entry: outcome.entry, answer: accepted(outcome.entry.answer) };
  };
}

const REFUSALS = {
  'other body': () =>
    new ProblemError('idempotency-key-reused', 'This key came before with another request: use a new one.'),
  erased: (customer: string) => new ProblemError('not-found', `The customer "${customer}" was erased.`),
  busy: () => new ProblemError('unavailable', STORE_DOES_NOT_ANSWER),
};

const KINDS: Readonly<Record<string, ProblemKind>> = {
  not_found: 'not-found',
  conflict: 'conflict',
  invalid: 'unprocessable',
};

function accepted(answer: Json): Readonly<Record<string, Json>> {
  if (!isObject(answer)) return {};
  if (answer['ok'] !== false) return answer;
  const { ok: _ok, code, detail, ...more } = answer;
  const text = typeof detail === 'string' ? detail : 'It cannot be done.';
  throw new ProblemError(KINDS[String(code)] ?? 'unprocessable', sentence(text), more);
}

function sentence(text: string): string {
  // An id is written as it is, also where a sentence begins with it.
  const beginsWithId = /^[^\s]*[:_\d]/.test(text);
  return `${beginsWithId ? text : text.charAt(0).toUpperCase() + text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
