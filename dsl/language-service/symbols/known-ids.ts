import type { LoadedDocument } from '../../documents/index.ts';
import type { SymbolKind } from './symbol.ts';

/** Something that a plain field can name. */
export interface KnownId {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Everything of a kind that the rules define. */
export function knownIds(to: SymbolKind, documents: readonly LoadedDocument[]): readonly KnownId[] {
  switch (to) {
    case 'category':
      return keysOfPolicy(documents, 'categories');
    case 'budget':
      return keysOfPolicy(documents, 'budgets');
    case 'tierLevel':
      return documents.flatMap(document =>
        document.kind === 'tier' ? Object.keys(document.value.levels).map(plain) : [],
      );
    default:
      return documents.filter(({ kind }) => kind === to).map(describe);
  }
}

function keysOfPolicy(
  documents: readonly LoadedDocument[],
  field: 'categories' | 'budgets',
): readonly KnownId[] {
  return documents.flatMap(document =>
    document.kind === 'policy' ? Object.keys(document.value[field] ?? {}).map(plain) : [],
  );
}

function plain(id: string): KnownId {
  return { id, name: '', description: '' };
}

function describe({ id, name, value }: LoadedDocument): KnownId {
  return { id, name, description: 'description' in value ? (value.description ?? '') : '' };
}
