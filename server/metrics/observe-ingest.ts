import type { Program } from '../../dsl/program/program.ts';
import type { Ingest, Ingested } from '../services/ingest.ts';
import type { Ingestible } from '../services/map-item.ts';
import type { Releases } from '../services/releases.ts';
import { sourceTypeOf } from '../services/source-directory.ts';
import type { Metrics } from './metrics.ts';
import { createTally } from './tally.ts';

/** The same ingest, with every record counted. */
export function observeIngest(ingest: Ingest, releases: Releases, { events }: Metrics): Ingest {
  return {
    ...ingest,
    async ingest(items) {
      const results = await ingest.ingest(items);
      const { program } = releases.live();
      const counted = createTally();
      for (const [index, item] of items.entries()) {
        const result = results[index];
        counted.add(typeOf(item, result, program), outcomeOf(result));
      }
      counted.each((count, source_type = '', outcome = '') => events.inc({ source_type, outcome }, count));
      return results;
    },
  };
}

/** Of what could not be mapped, a type that exists: what senders make up must not become labels. */
function typeOf(item: Ingestible, result: Ingested | undefined, program: Program): string {
  if (result?.kind === 'done') return result.events[0]?.source_type ?? 'unknown';
  return ('source_type' in item ? sourceTypeOf(program, item.source_type) : null) ?? 'unknown';
}

function outcomeOf(result: Ingested | undefined): string {
  if (result?.kind !== 'done') return result?.kind ?? 'unavailable';
  return result.duplicate ? 'duplicate' : 'processed';
}
