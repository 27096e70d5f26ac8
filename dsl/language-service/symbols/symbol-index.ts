import type { DocumentOf, LoadedDocument } from '../../documents/index.ts';
import type { Snapshot } from '../workspace.ts';
import { documentOccurrences } from './document-occurrences.ts';
import { expressionOccurrences } from './expression-occurrences.ts';
import type { Names } from './expression-occurrences.ts';
import { expressionSites } from './expression-sites.ts';
import { knownIds } from './known-ids.ts';
import type { Occurrence } from './occurrence.ts';
import { symbolKey } from './symbol.ts';
import type { RuleSymbol } from './symbol.ts';

export interface SymbolIndex {
  /** What is named at an offset, the innermost where several are. */
  at(file: string, offset: number): Occurrence | undefined;
  inFile(file: string): readonly Occurrence[];
  /** Every place where any of the symbols is named, in the order of the files. */
  of(symbols: readonly RuleSymbol[]): readonly Occurrence[];
}

/** Where everything is named; made anew for a snapshot when it is first asked for. */
export function createSymbolIndex(): (snapshot: Snapshot) => SymbolIndex {
  const made = new WeakMap<Snapshot, SymbolIndex>();
  return snapshot => {
    const index = made.get(snapshot) ?? indexOf(snapshot);
    made.set(snapshot, index);
    return index;
  };
}

function indexOf(snapshot: Snapshot): SymbolIndex {
  const names = namesIn(snapshot.documents);
  const known = new Map<LoadedDocument, readonly Occurrence[]>();
  // Most questions are about one file: the others are read only where something is looked for in all.
  const occurrencesIn = (document: LoadedDocument): readonly Occurrence[] => {
    const found = known.get(document) ?? occurrencesOf(document, names, snapshot);
    known.set(document, found);
    return found;
  };
  const inFile = (file: string): readonly Occurrence[] =>
    snapshot.documents.filter(document => document.file === file).flatMap(occurrencesIn);
  return {
    inFile,
    at: (file, offset) =>
      inFile(file).findLast(({ range }) => range.start.offset <= offset && offset <= range.end.offset),
    of: symbols => {
      const keys = new Set(symbols.map(symbolKey));
      return snapshot.documents
        .flatMap(occurrencesIn)
        .filter(occurrence => occurrence.symbols.some(symbol => keys.has(symbolKey(symbol))));
    },
  };
}

function occurrencesOf(document: LoadedDocument, names: Names, snapshot: Snapshot): readonly Occurrence[] {
  return [
    ...documentOccurrences(document, names),
    ...expressionSites(document, snapshot).flatMap(site => expressionOccurrences(document, site, names)),
  ];
}

function namesIn(documents: readonly LoadedDocument[]): Names {
  const byKind = new Map(documents.map(document => [`${document.kind}:${document.id}`, document]));
  const events = new Map(
    documents
      .filter((document): document is DocumentOf<'event'> => document.kind === 'event')
      .map(document => [document.id, document]),
  );
  const definers = new Map<string, LoadedDocument>();
  for (const document of documents) {
    for (const kind of ['category', 'budget', 'tierLevel'] as const) {
      for (const { id } of knownIds(kind, [document])) definers.set(`${kind}:${id}`, document);
    }
  }
  return {
    find: (kind, id) => byKind.get(`${kind}:${id}`) ?? definers.get(`${kind}:${id}`),
    event: id => events.get(id),
    family: id => [...events.keys()].filter(event => event.startsWith(`${id}.`)),
  };
}
