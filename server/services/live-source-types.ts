import type { Program, SourceType } from '../../dsl/program/program.ts';
import type { Store } from '../stores/store.ts';
import { readSources } from './source-records.ts';

/**
 * Which source types count as live: those that have a template or a source, unless all sources of the type are
 * switched off. Terms of a score that only read other types drop out.
 */
export async function liveSourceTypes(store: Store, program: Program): Promise<SourceType[]> {
  const sources = await readSources(store);
  const types = new Set<SourceType>([
    ...program.sources.map(source => source.sourceType),
    ...sources.map(source => source.source_type),
  ]);
  return [...types]
    .filter(type => {
      const ofType = sources.filter(source => source.source_type === type);
      return ofType.length === 0 || ofType.some(source => source.is_active);
    })
    .sort();
}
