import { join } from 'node:path';
import { createEngine } from '../../../engine/index.ts';
import { startDeciders } from '../../../server/deciding/deciders.ts';
import { openMongoStore } from '../../../server/stores/mongodb/mongo-store.ts';
import { openSqliteStore } from '../../../server/stores/sqlite/sqlite-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import type { StoreAddress } from './bench-store.ts';
import { drive } from './drive.ts';
import { BENCH_RELEASE, createWorkload } from './workload.ts';
import type { MixName } from './workload.ts';

/** What a node is told first; then `go`, for each part of the work. */
export interface NodeTask {
  readonly address: StoreAddress;
  readonly mix: MixName;
  readonly scale: number;
  readonly batch: number;
  /** This node's among the nodes: customers are divided. */
  readonly share: number;
  readonly nodes: number;
}

/** A node of its own process: it brings the past when told `past`, the measured part when told `measured`. */
process.once('message', (task: NodeTask) => void work(task));

async function work({ address, mix, scale, batch, share, nodes }: NodeTask): Promise<void> {
  const workload = createWorkload(mix, scale);
  const mine = new Set(
    [...new Set([...workload.past, ...workload.measured].map(({ customer }) => customer))].filter(
      (_, index) => index % nodes === share,
    ),
  );
  const store = await openAt(address);
  const deciders = startDeciders({ threads: null, log: console });
  await deciders.start();
  const decide = deciders.decideBy(createEngine(defaultProgram(), BENCH_RELEASE));
  process.on('message', (part: 'past' | 'measured' | 'end') => {
    if (part === 'end')
      void deciders
        .close()
        .then(() => store.close())
        .then(() => process.disconnect());
    else {
      const inputs = workload[part].filter(({ customer }) => mine.has(customer));
      void drive(store, inputs, decide, { batch, calls: 2 }).then(() => process.send?.(inputs.length));
    }
  });
  process.send?.(0);
}

function openAt({ name, dataDir, mongodbUrl }: StoreAddress): Promise<Store> {
  if (mongodbUrl !== undefined) return openMongoStore({ url: mongodbUrl, database: name });
  return openSqliteStore({ file: join(dataDir ?? '', `${name}.db`) });
}
