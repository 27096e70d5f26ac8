import type { Config } from '../config.ts';
import { openNode } from '../open-node.ts';
import type { Services } from '../services/index.ts';
import type { CustomerRow, Page, Store } from '../stores/store.ts';
import { print, printJson, rateSince, startBar } from './output.ts';
import type { Format } from './output.ts';

/** Rebuilds every customer from the journal; true where all are what is kept, byte for byte. */
export async function replayCommand(config: Config, format: Format): Promise<boolean> {
  const node = await openNode({ ...config, logLevel: 'fatal' });
  try {
    return await replay(node.services, format);
  } finally {
    await node.close();
  }
}

async function replay({ context: { store }, customers }: Services, format: Format): Promise<boolean> {
  const total = (await store.totals({ of: 'customers' }))[0]?.count ?? 0;
  const bar = startBar('Replaying', format);
  const since = Date.now();
  const differing: string[] = [];
  let done = 0;
  for await (const { customer } of everybody(store)) {
    if ((await customers.recalculate(customer)).differs) differing.push(customer);
    done += 1;
    bar.update(done, Math.max(total, done), rateSince(since, done, 'customers'));
  }
  bar.end();
  if (format === 'json') printJson({ customers: done, differing });
  else {
    for (const customer of differing) print(`${customer} differs`);
    const result = differing.length === 0 ? 'all are what the journal gives' : `${differing.length} differ`;
    print(`${done} customers: ${result}`);
  }
  return differing.length === 0;
}

async function* everybody(store: Store): AsyncGenerator<CustomerRow> {
  let cursor: string | null = null;
  do {
    const page: Page<CustomerRow> = await store.audience({
      limit: 500,
      ...(cursor === null ? {} : { cursor }),
    });
    yield* page.results;
    cursor = page.next;
  } while (cursor !== null);
}
