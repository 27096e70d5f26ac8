import type { Config } from '../config.ts';
import { openNode } from '../open-node.ts';
import type { DemoOrder, DemoProgress } from '../services/demo.ts';
import { print, printJson, rateSince, startBar } from './output.ts';
import type { Format } from './output.ts';

/** Makes the demo's customers in the store of DATA_DIR; a server may run on it meanwhile. */
export async function demoCommand(config: Config, order: DemoOrder, format: Format): Promise<boolean> {
  const node = await openNode({ ...config, logLevel: 'warn' });
  const bar = startBar('Making the past', format);
  const since = Date.now();
  let last: DemoProgress = { done: 0, total: order.days, events: 0, failed: 0 };
  try {
    for await (const progress of node.services.demo.run(order)) {
      last = progress;
      bar.update(progress.done, progress.total, rateSince(since, progress.events, 'events'));
    }
  } finally {
    bar.end();
    await node.close();
  }
  const seconds = Math.round((Date.now() - since) / 100) / 10;
  if (format === 'json') printJson({ ...order, events: last.events, failed: last.failed, seconds });
  else {
    const failed = last.failed === 0 ? '' : `, ${last.failed} records failed`;
    print(
      `${order.customers} customers, ${last.events} events in ${seconds} s (${rateSince(since, last.events, 'events')})${failed}`,
    );
  }
  return last.failed === 0;
}
