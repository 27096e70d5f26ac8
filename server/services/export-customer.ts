import type { Entry } from '../../engine/model.ts';
import { decisionOfLive } from '../presenters/decision.ts';
import { showCustomer } from '../presenters/customer.ts';
import { showEntry } from '../presenters/timeline.ts';
import type { ShownEntry } from '../presenters/timeline.ts';
import type { Page } from '../stores/store.ts';
import { toTimestamp } from '../time.ts';
import type { Context } from './context.ts';
import { noSuchCustomer } from './customers.ts';
import type { Customers } from './customers.ts';
import { showFailed } from './failed-events.ts';
import type { Releases } from './releases.ts';

/** All that is kept about a customer, as the text of one JSON object, piece by piece; unknown ones are refused at once. */
export type ExportCustomer = (customer: string) => Promise<AsyncIterable<string>>;

const PAGE = 500;

interface Paging {
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * What he is entitled to see: what came in, what was made of it, what was sent on, and what could not be read. Answers
 * that are kept for keys of requests repeat what is here, and end within a week.
 */
export function createExportCustomer(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  customers: Customers,
  releases: Releases,
): ExportCustomer {
  return async customer => {
    const live = releases.live();
    const { program, engine } = live;
    const isKept = (await store.customer(customer)) !== null;
    const one = { customer, limit: 1 };
    // What a damaged store has left of him is his as well.
    const left = isKept ? [] : await Promise.all([store.failed(one), store.entries(one)]);
    if (!isKept && left.every(({ results }) => results.length === 0))
      throw await noSuchCustomer(store, customer);
    const shown = isKept ? showCustomer((await customers.read(customer)).view, program) : null;
    const head = { customer_id: customer, exported_at: toTimestamp(clock()), ...decisionOfLive(live) };
    const lists: readonly (readonly [string, AsyncIterable<object>])[] = [
      [
        'journal',
        items(
          paging => store.entries({ customer, ...paging }),
          entry => exportedEntry(entry, showEntry(entry, program, engine)),
        ),
      ],
      [
        'deliveries',
        items(
          paging => store.deliveries({ customer, ...paging }),
          ({ id, lane, at, state, effects }) => ({ id, lane, at: toTimestamp(at), state, effects }),
        ),
      ],
      ['failed_records', items(paging => store.failed({ customer, ...paging }), showFailed)],
    ];
    return written({ ...head, customer: shown }, lists);
  };
}

/** The input as it was taken in, once. */
function exportedEntry({ input, answer }: Entry, shown: ShownEntry): object {
  const { event: _event, notes: _notes, ...entry } = shown;
  return { ...entry, input, answer };
}

/** From the newest on. */
async function* items<T>(
  read: (paging: Paging) => Promise<Page<T>>,
  show: (item: T) => object,
): AsyncGenerator<object> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ limit: PAGE, ...(cursor === null ? {} : { cursor }) });
    for (const item of page.results) yield show(item);
    cursor = page.next;
  } while (cursor !== null);
}

/** Never all at once: who has been with us for years has hundreds of thousands of entries. */
async function* written(
  head: object,
  lists: readonly (readonly [string, AsyncIterable<object>])[],
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, list] of lists) {
    let separator = '';
    yield `,${JSON.stringify(name)}:[`;
    for await (const item of list) {
      yield `${separator}\n${JSON.stringify(item)}`;
      separator = ',';
    }
    yield ']';
  }
  yield '}\n';
}
