import { setTimeout as pause } from 'node:timers/promises';
import type { Input } from '../../../engine/model.ts';
import { countingDecide } from '../counting-decide.ts';
import { START, commandInput, eventInput, tickInput } from '../inputs.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';

/*
 * `submit-forever.ts FILE IDS CALLS`: submits random ids below IDS to the store in FILE, in many calls at once, and
 * prints one line for each outcome that it was given: "fresh ID" or "duplicate ID". Beside that it wakes whoever is due,
 * as a sweep does. Ends after CALLS calls, if it is left alone for so long.
 */
const [file = '', ids = '', calls = ''] = process.argv.slice(2);
const CUSTOMERS = 7;
const CALLERS = 4;

const store = await openSqliteStore({ file });
process.stdout.write('open\n');
let left = Number(calls);
await Promise.all([...Array.from({ length: CALLERS }, callUntilDone), sweepUntilDone()]);
await store.close();

async function callUntilDone(): Promise<void> {
  while (left-- > 0) {
    await submit(Array.from({ length: 1 + below(20) }, () => inputOf(below(Number(ids)))));
  }
}

/** Its ticks are of a few moments only, so that several processes bring the same ones. */
async function sweepUntilDone(): Promise<void> {
  while (left > 0) {
    const at = START + 1_000 * below(20);
    const due = await store.due(at, 5);
    await submit(due.map(({ customer }) => tickInput(customer, at)));
    await pause(5 + below(10));
  }
}

async function submit(inputs: readonly Input[]): Promise<void> {
  for (const outcome of await store.submit(inputs, countingDecide)) {
    const kind = 'error' in outcome ? outcome.error : outcome.duplicate ? 'duplicate' : 'fresh';
    process.stdout.write(`${kind} ${outcome.id}\n`);
  }
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

/** Every process makes the same input of a number: mostly events, now and then a command. */
function inputOf(n: number): Input {
  const customer = `customer-${n % CUSTOMERS}`;
  if (n % 11 === 3) return commandInput(customer, `api:${n}`, 'body', START + n);
  const attributes = { mark: `third:${n % 3}`, send: n % 5 === 0, segment: `s${n % 4}`, score: n % 101 };
  return eventInput(customer, `s:${n}`, { at: START + n, value: n, attributes });
}
