import type { Store } from '../stores/store.ts';
import { keptAs } from './kept.ts';
import type { SourceRecord } from './source-records.ts';

/** Whose id it was. Kept when a source is removed, since the ids of its events live on in the journal. */
interface Retired {
  readonly source_type: string;
  readonly source_name: string;
}

const RESERVED = /^(api|tick|undo|default_.*)$/;

/**
 * The id of a new source: the slug of its first name, unique for ever. A source that comes back under its type and
 * name gets its old id, so that what it sends again is known.
 */
export async function freeScope(store: Store, sourceType: string, name: string): Promise<string> {
  const slug = slugOf(name) || sourceType;
  const first = RESERVED.test(slug) ? `${slug}_source` : slug;
  for (let attempt = 1; ; attempt += 1) {
    const id = attempt === 1 ? first : `${first}_${attempt}`;
    if (await store.setting(`source:${id}`)) continue;
    const kept = await store.setting(`scope:${id}`);
    if (!kept) return id;
    const retired = keptAs<Retired>(kept.value);
    if (retired.source_type === sourceType && retired.source_name === name) return id;
  }
}

export async function retireScope(
  store: Store,
  { id, source_type, source_name }: SourceRecord,
): Promise<void> {
  const kept = await store.setting(`scope:${id}`);
  await store.change(`scope:${id}`, kept?.rev ?? 0, { source_type, source_name });
}

function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
}
