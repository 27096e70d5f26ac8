import { run as runIngest } from './ingest.ts';
import { run as runRules } from './rules.ts';

for (const run of [runRules, runIngest]) {
  for (const line of await run()) console.log(line);
  console.log('');
}
