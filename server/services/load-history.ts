import type { Context } from './context.ts';
import type { Ingest } from './ingest.ts';
import type { RawEvent } from './map-item.ts';
import type { Submit } from './submit.ts';
import { tick } from './upgrade.ts';

const CHUNK = 500;

export interface Loaded {
  readonly events: number;
  readonly duplicates: number;
  readonly failed: number;
  /** The clock of the last record that was taken in. */
  readonly at: number;
}

/**
 * Takes in a past that brings its own rising clock, in chunks; afterwards one tick each brings the customers that it
 * touched to now. Yields after every chunk, so that its caller can show how far it is, and stop.
 */
export async function* loadHistory(
  { clock }: Context,
  ingest: Ingest,
  submit: Submit,
  records: Iterable<RawEvent & { readonly at: number }>,
): AsyncGenerator<Loaded> {
  const customers = new Set<string>();
  let loaded: Loaded = { events: 0, duplicates: 0, failed: 0, at: 0 };
  try {
    for (const chunk of chunksOf(records)) {
      const ingested = await ingest.ingest(chunk);
      const done = ingested.filter(outcome => outcome.kind === 'done');
      for (const { entries } of done) for (const { customer } of entries) customers.add(customer);
      loaded = {
        events: loaded.events + done.length,
        duplicates: loaded.duplicates + done.filter(outcome => outcome.duplicate).length,
        failed: loaded.failed + ingested.length - done.length,
        at: chunk.at(-1)?.at ?? loaded.at,
      };
      yield loaded;
    }
  } finally {
    // Also where the load is broken off: without its closing tick no sweep would ever look at a customer again.
    await wake([...customers], clock(), submit);
  }
}

async function wake(customers: readonly string[], at: number, submit: Submit): Promise<void> {
  for (let start = 0; start < customers.length; start += CHUNK) {
    await submit(customers.slice(start, start + CHUNK).map(customer => tick(customer, at)));
  }
}

function* chunksOf<T>(items: Iterable<T>): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
