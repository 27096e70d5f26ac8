import { distance } from '../diagnostics/suggest.ts';
import type { DocumentPath, LoadedDocument } from '../documents/index.ts';
import type { DocumentSymbol } from './types.ts';
import type { Snapshot } from './workspace.ts';

/** The documents of a file, with the parts that have names of their own. */
export function documentSymbols({ known }: Snapshot, path: string): readonly DocumentSymbol[] {
  return known.filter(({ file }) => file === path).map(symbolOf);
}

/** Documents of all files that a query may mean, the likeliest first; all of them where it is empty. */
export function workspaceSymbols({ known }: Snapshot, query: string): readonly DocumentSymbol[] {
  const wanted = query.trim().toLowerCase();
  const symbols = known.map(symbolOf);
  if (wanted === '') return symbols;
  return symbols
    .flatMap(symbol => {
      const rank = Math.min(
        rankOf(symbol.id.toLowerCase(), wanted),
        rankOf(symbol.name.toLowerCase(), wanted),
      );
      return Number.isFinite(rank) ? [{ symbol, rank }] : [];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ symbol }) => symbol);
}

/** The text itself, its beginning, the beginning of a word, any part, its letters in order, a slip of the finger. */
function rankOf(text: string, wanted: string): number {
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  if (text.split(/[^a-z0-9]+/).some(word => word.startsWith(wanted))) return 2;
  if (text.includes(wanted)) return 3;
  if (hasInOrder(text, wanted.replace(/\s+/g, ''))) return 4;
  return distance(text, wanted) <= wanted.length / 4 ? 5 : Infinity;
}

function hasInOrder(text: string, letters: string): boolean {
  let from = 0;
  return [...letters].every(letter => {
    from = text.indexOf(letter, from) + 1;
    return from > 0;
  });
}

function symbolOf(document: LoadedDocument): DocumentSymbol {
  const { kind, id, name, file, value } = document;
  const description = 'description' in value ? (value.description ?? '') : '';
  const header = document.locate(['kind']).keyRange ?? document.locate([]).range;
  return {
    kind,
    id,
    name,
    description,
    file,
    range: { start: header.start, end: document.locate([]).range.end },
    idRange: document.locate(['id']).range,
    children: PARTS.flatMap(part => childrenOf(document, part)),
  };
}

/** Fields whose entries have names of their own: by key, or as `id` of an item. */
const PARTS = ['attributes', 'of', 'terms', 'fixed', 'variants', 'levels', 'categories', 'budgets', 'steps', 'values', 'inputs'] as const; // prettier-ignore

function childrenOf(document: LoadedDocument, part: (typeof PARTS)[number]): readonly DocumentSymbol[] {
  const value = Object.entries(document.value).find(([key]) => key === part)?.[1];
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      isNamed(item) ? [child(document, part, [part, index], item.id, item.name)] : [],
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).map(key => child(document, part, [part, key], key, ''));
}

function isNamed(item: unknown): item is { readonly id: string; readonly name: string } {
  return (
    typeof item === 'object' &&
    item !== null &&
    'id' in item &&
    typeof item.id === 'string' &&
    'name' in item &&
    typeof item.name === 'string'
  );
}

function child(
  document: LoadedDocument,
  part: string,
  path: DocumentPath,
  id: string,
  name: string,
): DocumentSymbol {
  const { range, keyRange } = document.locate(path);
  return {
    kind: part,
    id,
    name,
    description: '',
    file: document.file,
    range: keyRange === undefined ? range : { start: keyRange.start, end: range.end },
    idRange: keyRange ?? document.locate([...path, 'id']).range,
    children: [],
  };
}
