import { countingDecide } from '../counting-decide.ts';
import { START, eventInput } from '../inputs.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';

/*
 * `submit-forever.ts FILE IDS CALLS`: submits random ids below IDS to the store in FILE, in many calls at once, and
 * prints one line for each outcome that it was given: "fresh ID" or "duplicate ID". Ends after CALLS calls, if it is
 * left alone for so long.
 */
const [file = '', ids = '', calls = ''] = process.argv.slice(2);
const CUSTOMERS = 7;
const CALLERS = 4;

const store = await openSqliteStore({ file });
process.stdout.write('open\n');
let left = Number(calls);
await Promise.all(Array.from({ length: CALLERS }, callUntilDone));
await store.close();

async function callUntilDone(): Promise<void> {
  while (left-- > 0) {
    const inputs = Array.from({ length: 1 + below(20) }, () => inputOf(below(Number(ids))));
    for (const outcome of await store.submit(inputs, countingDecide)) {
      const kind = 'error' in outcome ? outcome.error : outcome.duplicate ? 'duplicate' : 'fresh';
      process.stdout.write(`${kind} ${outcome.id}\n`);
    }
  }
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}

/** Every process makes the same input of a number. */
function inputOf(n: number) {
  const attributes = { mark: `third:${n % 3}`, send: n % 5 === 0, segment: `s${n % 4}`, score: n % 101 };
  return eventInput(`customer ${n % CUSTOMERS}`, `s:${n}`, { at: START + n, value: n, attributes });
}
