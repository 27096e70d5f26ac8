import type { DocumentKind } from '../../documents/index.ts';
import type { Path } from '../place/cursor-place.ts';
import type { SymbolKind } from './symbol.ts';

/** A plain field whose text, or whose keys, name something; `*` stands for any key or index. */
export interface ReferenceField {
  readonly kind: DocumentKind;
  readonly path: readonly string[];
  readonly part: 'value' | 'key';
  readonly to: SymbolKind;
}

/** Every such field, one row each; expressions bring their names themselves. */
export const REFERENCE_FIELDS: readonly ReferenceField[] = [
  value('mission', 'segments.*', 'segment'),
  value('mission', 'category', 'category'),
  value('mission', 'budget', 'budget'),
  value('policy', 'limits.*.of', 'category'),
  value('policy', 'displace.*.of', 'category'),
  value('policy', 'displace.*.displaces', 'category'),
  key('event', 'of.*', 'event'),
  value('source', 'event_mapping.types', 'event'),
  value('source', 'event_mapping.types.*', 'event'),
  value('source', 'event_mapping.*.types', 'event'),
  value('source', 'event_mapping.*.types.*', 'event'),
  key('source', 'event_mapping.value.*', 'event'),
  key('source', 'event_mapping.*.value.*', 'event'),
  key('source', 'event_mapping.attributes.*', 'event'),
  key('source', 'event_mapping.*.attributes.*', 'event'),
  value('test', 'steps.*.event', 'event'),
  value('test', 'steps.*.mission', 'mission'),
  value('test', 'steps.*.badge', 'badge'),
];

/** What the value at a path of a kind names, if it names something. */
export function referenceAt(kind: string, path: Path, part: ReferenceField['part']): SymbolKind | undefined {
  return REFERENCE_FIELDS.find(
    field => field.kind === kind && field.part === part && matches(field.path, path),
  )?.to;
}

function matches(pattern: readonly string[], path: Path): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((step, index) => step === '*' || step === String(path[index]))
  );
}

function value(kind: DocumentKind, path: string, to: SymbolKind): ReferenceField {
  return { kind, path: path.split('.'), part: 'value', to };
}

function key(kind: DocumentKind, path: string, to: SymbolKind): ReferenceField {
  return { kind, path: path.split('.'), part: 'key', to };
}
