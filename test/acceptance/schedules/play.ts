import { setTimeout as pause } from 'node:timers/promises';
import type { Chaos } from './chaos.ts';
import type { Cluster } from './cluster.ts';
import type { Operation, PlannedEvent, Schedule } from './plan.ts';
import { recordOf } from './records.ts';
import { ask, askUntilAnswered } from './request.ts';
import type { Answer, Request } from './request.ts';
import type { Variants } from './variants.ts';

/** What the nodes have said while a schedule was played; they are held to it afterwards. */
export interface Played {
  readonly schedule: Schedule;
  /** Events that somebody was told to be there, before all were sent once more. */
  readonly acknowledged: ReadonlySet<string>;
  /** The statuses of the last sending of all, by event. */
  readonly last: ReadonlyMap<string, string>;
  /** Answers to one event's own sending: what it led to must be told alike by everybody. */
  readonly effects: ReadonlyMap<string, ReadonlySet<string>>;
  /** What was answered under each Idempotency-Key. */
  readonly commands: ReadonlyMap<string, readonly Answer[]>;
  readonly sent: number;
  /** Whether the nodes' clock ran like any other meanwhile. */
  readonly clockIsSteady: boolean;
}

/** The type of the problem that asks to wait for another attempt under the same key, whose node may be gone. */
const STILL_AT_WORK = 'idempotency-key-in-use';
const NDJSON = 'application/x-ndjson';
const JSON_TYPE = 'application/json';

/** Plays a schedule against the nodes, then sends every event once more, so that each of them must be there. */
export async function playSchedule(
  cluster: Cluster,
  schedule: Schedule,
  variants: Variants,
  chaos: Pick<Chaos, 'step' | 'days'>,
): Promise<Played> {
  const acknowledged = new Set<string>();
  const last = new Map<string, string>();
  const effects = new Map<string, Set<string>>();
  const commands = new Map<string, Answer[]>();
  const times = new Map<string, number>();
  const texts = new Map<string, string>();
  const made = new Map<string, readonly string[]>();
  let sent = 0;

  /** An event is the same text whenever it is sent: it happened once. */
  function textOf(event: PlannedEvent): string {
    const occurredAt = times.get(event.id) ?? cluster.now() - event.ageMs;
    times.set(event.id, occurredAt);
    return JSON.stringify(recordOf(event, occurredAt));
  }

  async function sendEvents(operation: Extract<Operation, { kind: 'events' }>, node: number): Promise<void> {
    const { form, events, hangUpAfter } = operation;
    const request = { ...FORMS[form](events.map(textOf)), ...given(hangUpAfter) };
    const { text } = await askUntilAnswered(cluster, node, request, answer =>
      isTaken(answer, form, events.length),
    );
    sent += events.length;
    for (const { id, customer } of events) if (customer !== schedule.erased) acknowledged.add(id);
    const [event] = events;
    if (form === 'single' && event && !text.includes(ERASED)) add(effects, event.id, effectsIn(text));
  }

  /** A command is the same text whenever it is sent, whatever there was to mean when it was sent first. */
  function commandText({ key, customer, body, means }: Extract<Operation, { kind: 'command' }>): string {
    const found = means && made.get(`${means.from} ${customer}`);
    const text =
      texts.get(key) ??
      JSON.stringify(means ? { ...body, [means.field]: found?.at(-1) ?? 'there is none yet' } : body);
    texts.set(key, text);
    return text;
  }

  /** What was made can be meant by later commands. */
  function remember(customer: string, { status, text }: Answer): void {
    if (status !== 200 && status !== 201) return;
    const answer = JSON.parse(text) as Readonly<Record<string, unknown>>;
    for (const field of ['hold_id', 'posting_key']) {
      const value = answer[field];
      if (typeof value !== 'string') continue;
      made.set(`${field} ${customer}`, [...(made.get(`${field} ${customer}`) ?? []), value]);
    }
  }

  async function sendCommand(
    operation: Extract<Operation, { kind: 'command' }>,
    node: number,
  ): Promise<void> {
    const { path, key, customer, hangUpAfter } = operation;
    const answer = await askUntilAnswered(
      cluster,
      node,
      {
        method: 'POST',
        path,
        headers: { 'content-type': JSON_TYPE, 'idempotency-key': key },
        text: commandText(operation),
        ...given(hangUpAfter),
      },
      ({ status, text }) => status < 500 && !text.includes(STILL_AT_WORK),
    );
    remember(customer, answer);
    commands.set(key, [...(commands.get(key) ?? []), answer]);
  }

  async function carryOut(operation: Operation, node: number): Promise<void> {
    switch (operation.kind) {
      case 'events':
        return sendEvents(operation, node);
      case 'command':
        return sendCommand(operation, node);
      case 'look': {
        const path = `customers/${operation.customer}/`;
        await ask(cluster, node, { method: 'GET', path, ...given(operation.hangUpAfter) });
        return;
      }
      case 'erase': {
        const request = { method: 'DELETE', path: `customers/${operation.customer}/?keep_out=true` } as const;
        await askUntilAnswered(cluster, node, request, ({ status }) => status === 204);
        return;
      }
      case 'publish': {
        const files = variants[operation.variant % variants.length] ?? [];
        const text = JSON.stringify({ files: files.map(file => ({ ...file, if_match: '*' })) });
        const headers = { 'content-type': JSON_TYPE };
        // Two who publish at once may both be told to look again, and whoever publishes may be killed.
        await ask(cluster, node, { method: 'POST', path: 'rules/files/', headers, text });
        return;
      }
    }
  }

  async function sendAll(): Promise<void> {
    const { events } = schedule;
    for (let from = 0; from < events.length; from += 20) {
      const some = events.slice(from, from + 20);
      const request = FORMS.array(some.map(textOf));
      const { text } = await askUntilAnswered(cluster, schedule.seed % cluster.size, request, answer =>
        isTaken(answer, 'array', some.length),
      );
      for (const [index, { status }] of (JSON.parse(text) as BatchAnswer).results.entries())
        last.set(some[index]?.id ?? '', status);
    }
  }

  const begun = Date.now();
  await Promise.all(
    schedule.operations.flatMap(operation =>
      operation.nodes.map(async node => {
        await pause(Math.max(0, begun + operation.after - Date.now()));
        if (node === operation.nodes[0]) chaos.step();
        await carryOut(operation, node);
      }),
    ),
  );
  const before = new Set(acknowledged);
  await sendAll();
  return { schedule, acknowledged: before, last, effects, commands, sent, clockIsSteady: chaos.days === 0 };
}

type Form = 'single' | 'array' | 'lines';

const FORMS: Readonly<Record<Form, (records: readonly string[]) => Request>> = {
  single: ([record = '']) => post('customer-events/normalize/', JSON_TYPE, record),
  array: records => post('customer-events/', JSON_TYPE, `[${records.join(',')}]`),
  lines: records => post('customer-events/', NDJSON, records.map(record => `${record}\n`).join('')),
};

function post(path: string, type: string, text: string): Request {
  return { method: 'POST', path, headers: { 'content-type': type }, text };
}

function given(hangUpAfter: number | undefined): { readonly hangUpAfter?: number } {
  return hangUpAfter === undefined ? {} : { hangUpAfter };
}

interface Line {
  readonly status: 'processed' | 'duplicate' | 'failed';
  readonly detail?: string;
}

interface BatchAnswer {
  readonly results: readonly Line[];
}

/** What is answered for somebody who was erased: his events are never taken in again. */
const ERASED = 'was erased';

/**
 * Whether an answer says that each of its events is there, or is of somebody erased. One that cannot be mapped is a
 * mistake of the plan.
 */
function isTaken({ status, text }: Answer, form: Form, count: number): boolean {
  if (text.includes('"failed_id"')) throw new Error(`An event failed: ${text}`);
  if (form === 'single' && text.includes(ERASED)) return true;
  if (status >= 500) return false;
  if (status !== 200 && status !== 201) throw new Error(`An event was refused with ${status}: ${text}`);
  if (form === 'single') return true;
  const lines =
    form === 'array'
      ? (JSON.parse(text) as BatchAnswer).results
      : text.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line) as Line]));
  return (
    lines.length === count &&
    lines.every(({ status, detail = '' }) => status !== 'failed' || detail.includes(ERASED))
  );
}

/** Sentences are told in the words of the rules that are live when they are told. */
function effectsIn(text: string): string {
  const { effects } = JSON.parse(text) as { readonly effects: unknown };
  return JSON.stringify(effects, (key, value: unknown) => (key === 'sentence' ? undefined : value));
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}
