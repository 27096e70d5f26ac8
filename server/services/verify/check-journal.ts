import { canonicalJson } from '../../../engine/canonical.ts';
import type { Command, Entry, NormalisedEvent, Effect, Json } from '../../../engine/model.ts';
import { sha256 } from '../../hash.ts';
import { digestOf } from '../../stores/steps/digest.ts';
import type { KeptEntry } from '../../stores/truth.ts';
import { shown } from './finding.ts';
import type { Finding } from './finding.ts';

export interface CheckedJournal {
  readonly findings: readonly Finding[];
  /** The entries, read; null where one cannot be. */
  readonly entries: readonly Entry[] | null;
  /** Of the whole journal as it stands; null: its entries are all older than digests. */
  readonly digest: string | null;
  readonly withoutDigest: number;
}

/** Names the program that a release decides by; undefined: there is no such release. */
export type ProgramOf = (release: number) => Promise<string | undefined>;

/** A customer's journal by itself: its steps without holes, its entries as they were written. */
export async function checkJournal(
  customer: string,
  kept: readonly KeptEntry[],
  programOf: ProgramOf,
): Promise<CheckedJournal> {
  const findings: Finding[] = [...checkOrder(customer, kept)];
  const entries: Entry[] = [];
  let digest: string | null = null;
  let withoutDigest = 0;
  for (const entry of kept) {
    const about = (path: string, expected: unknown, seen: unknown): void => {
      findings.push(finding(entry, path, expected, seen));
    };
    if (kindOf(entry.kind) !== entry.kind) about('$.kind', 'event, command or tick', entry.kind);
    if (entry.digest === null && digest === null) withoutDigest += 1;
    else {
      const expected = digestFor(digest ?? '', entry);
      if (entry.digest !== expected) {
        about('$', `what was written (digest ${entry.digest ?? 'missing'})`, `digest ${expected}`);
      }
      // On from what stands there, so that one change is not told of every entry behind it.
      digest = entry.digest ?? expected;
    }
    const program = await programOf(entry.release);
    if (program === undefined) about('$.release', 'a release that is known', entry.release);
    else if (program !== entry.program) about('$.program', program, entry.program);
    const read = readEntry(entry, about);
    if (read !== null) entries.push(read);
    if (read !== null) checkCommand(customer, entry, read, about);
  }
  return { findings, entries: entries.length === kept.length ? entries : null, digest, withoutDigest };
}

type Tell = (path: string, expected: unknown, seen: unknown) => void;

function finding({ customer, id }: KeptEntry, path: string, expected: unknown, seen: unknown): Finding {
  return { customer, in: 'journal', entry: id, path, expected: plain(expected), seen: plain(seen) };
}

/** Sentences stand as they are, values as JSON. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : shown(value);
}

function digestFor(previous: string, kept: KeptEntry): string {
  const { id, decidedAs, customer, v, i, of, at, kind, program, release, bodyHash } = kept;
  const head = {
    id: decidedAs ?? id,
    customer,
    v,
    i,
    of,
    at,
    kind: kindOf(kind),
    program,
    release,
    bodyHash,
  };
  return digestOf(previous, head, kept);
}

/** Steps from 1 on, each with all of its entries, each id once. */
function checkOrder(customer: string, kept: readonly KeptEntry[]): readonly Finding[] {
  const findings: Finding[] = [];
  const ids = new Set<string>();
  let expected = { v: 1, i: 0 };
  let of: number | null = null;
  for (const entry of kept) {
    if (entry.v !== expected.v || entry.i !== expected.i) {
      const place = `step ${expected.v}, entry ${expected.i}`;
      findings.push(finding(entry, '$.v', place, `step ${entry.v}, entry ${entry.i}`));
      if (entry.v !== expected.v) of = null;
    }
    if (of !== null && entry.of !== of) findings.push(finding(entry, '$.of', of, entry.of));
    if (ids.has(entry.id)) findings.push(finding(entry, '$.id', 'an id that comes once', entry.id));
    if (entry.customer !== customer) findings.push(finding(entry, '$.customer', customer, entry.customer));
    ids.add(entry.id);
    of = entry.of;
    const isLast = entry.i + 1 >= entry.of;
    expected = isLast ? { v: entry.v + 1, i: 0 } : { v: entry.v, i: entry.i + 1 };
    if (isLast) of = null;
  }
  const last = kept.at(-1);
  if (last !== undefined && expected.i > 0) {
    findings.push(finding(last, '$.of', `${last.of} entries in step ${last.v}`, `${expected.i} of them`));
  }
  return findings;
}

function readEntry(kept: KeptEntry, tell: Tell): Entry | null {
  const parts = { input: kept.input, effects: kept.effects, answer: kept.answer, marks: kept.marks };
  const read: Record<string, unknown> = {};
  for (const [part, text] of Object.entries(parts)) {
    try {
      read[part] = JSON.parse(text);
    } catch {
      tell(`$.${part}`, 'JSON', text);
      return null;
    }
  }
  if (!Array.isArray(read['effects'])) {
    tell('$.effects', 'a list', read['effects']);
    return null;
  }
  const { id, customer, v, i, at, program, release, kind } = kept;
  return {
    id,
    customer,
    v,
    i,
    at,
    program,
    release,
    kind: kindOf(kind),
    // Written by a store, of a step that the engine made; what was changed since shows in its digest.
    input: read['input'] as NormalisedEvent | Command | null,
    effects: read['effects'] as readonly Effect[],
    answer: read['answer'] as Json,
  };
}

function kindOf(kind: string): Entry['kind'] {
  return kind === 'command' || kind === 'tick' ? kind : 'event';
}

/** What people asked for over the API is hashed as it is kept; a record is not kept as it came, so its hash is not. */
function checkCommand(customer: string, kept: KeptEntry, entry: Entry, tell: Tell): void {
  if (entry.kind !== 'command' || !entry.id.startsWith('api:')) return;
  const expected = sha256(canonicalJson({ customer, command: entry.input }));
  if (kept.bodyHash !== expected) tell('$.input', `what has the hash ${kept.bodyHash}`, entry.input);
}
