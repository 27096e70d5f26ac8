import { run as runFaults } from './faults.ts';
import { run as runFuzz } from './fuzz.ts';
import { run as runHostile } from './hostile.ts';
import { run as runIngest } from './ingest.ts';
import { MIX_NAMES } from './ingest/workload.ts';
import type { MixName } from './ingest/workload.ts';
import { run as runLanguage } from './language-service.ts';
import { run as runMutations } from './rule-mutations.ts';
import { run as runRules } from './rules.ts';
import { run as runSchedules } from './schedules.ts';
import { run as runSizing } from './sizing.ts';

type Lines = readonly string[] | AsyncIterable<string>;
type Run = (words: readonly string[]) => Lines | Promise<Lines>;

/** By the name that the command line asks for; `faults 3000 1 show` takes a sample's size and seed,
 * `ingest 1000000 0.1 nodes mongodb-only` begins with a million stored events, has a tenth of the customers, also
 * measures two processes, and leaves the embedded store out; `load` or `day` brings events of that mix alone. */
const BENCHES: Readonly<Record<string, Run>> = {
  rules: () => runRules(),
  ingest: ([stored = '0', scale = '1', ...also]) =>
    runIngest({
      stored: Number(stored),
      scale: Number(scale),
      nodes: also.includes('nodes'),
      embedded: !also.includes('mongodb-only'),
      mixes: mixesOf(also),
    }),
  language: () => runLanguage(),
  faults: ([sample = '3000', seed = '1', show]) =>
    runFaults({ sample: Number(sample), seed: Number(seed), show: show === 'show' }),
  hostile: ([wanted]) => runHostile(wanted),
  mutations: () => runMutations(),
  schedules: ([count = '1000', seed = '1', store = 'embedded']) =>
    runSchedules(Number(count), Number(seed), store),
  sizing: ([customers = '300', days = '45']) =>
    runSizing({ customers: Number(customers), days: Number(days) }),
  fuzz: ([count = '20000', seed = '1']) => runFuzz({ count: Number(count), seed: Number(seed) }),
};

const [asked, ...words] = process.argv.slice(2);
for (const name of asked === undefined ? ['rules', 'ingest'] : [asked]) {
  const run = BENCHES[name];
  if (run === undefined)
    throw new Error(`no bench is called ${name}: there are ${Object.keys(BENCHES).join(', ')}`);
  for await (const line of await run(words)) console.log(line);
  console.log('');
}

function mixesOf(asked: readonly string[]): readonly MixName[] {
  const named = MIX_NAMES.filter(name => asked.includes(name));
  return named.length > 0 ? named : MIX_NAMES;
}
