import type { Diagnostic } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import { unknownNameOf } from './unknown-name.ts';

export interface AtRenamed {
  readonly structural: readonly Diagnostic[];
  readonly found: readonly Diagnostic[];
}

/**
 * Of two documents with one id, one has got the other's where something else names an id that is no more: the mistake
 * is told there, and the places that name the former id are none. `structural` are the problems of the documents.
 */
export function atRenamed(
  structural: readonly Diagnostic[],
  found: readonly Diagnostic[],
  documents: readonly LoadedDocument[],
): AtRenamed {
  const doubled = structural.filter(({ code }) => code === 'schema-duplicate-id');
  if (doubled.length === 0) return { structural, found };
  const lost = new Map(found.map(problem => [problem, unknownNameOf(problem)]));
  const names = [...new Set([...lost.values()].filter(name => name !== undefined))];
  const explained = new Set<string>();
  const told = new Map<Diagnostic, Diagnostic>();
  for (const problem of doubled) {
    const pair = pairOf(problem, documents);
    const meant = pair && meantBy(pair, names);
    if (pair === undefined || meant === undefined) continue;
    explained.add(meant.id);
    told.set(problem, toldAt(problem, meant, pair));
  }
  return {
    structural: structural.map(problem => told.get(problem) ?? problem),
    found: found.filter(problem => !explained.has(lost.get(problem) ?? '')),
  };
}

type Pair = readonly [LoadedDocument, LoadedDocument];

function pairOf({ file, range }: Diagnostic, documents: readonly LoadedDocument[]): Pair | undefined {
  const second = documents.find(
    document => document.file === file && document.locate(['id']).range.start.offset === range.start.offset,
  );
  const first = documents.find(({ kind, id }) => kind === second?.kind && id === second.id);
  return first === undefined || second === undefined || first === second ? undefined : [first, second];
}

interface Meant {
  readonly document: LoadedDocument;
  readonly id: string;
}

/** Which of the two has had which of the ids: a title mostly says the same as the id. */
function meantBy(pair: Pair, lost: readonly string[]): Meant | undefined {
  const candidates = pair.flatMap(document =>
    lost.map(id => ({ document, id, fit: fitOf(id, document) - fitOf(document.id, document) })),
  );
  return candidates.toSorted((a, b) => b.fit - a.fit).find(({ fit }) => fit > 0);
}

/** The share of an id's words that stand in the title. */
function fitOf(id: string, { name }: LoadedDocument): number {
  const title = name.toLowerCase();
  const words = id.split(/[._]/);
  return words.filter(word => title.includes(word)).length / words.length;
}

function toldAt(problem: Diagnostic, { document, id }: Meant, pair: Pair): Diagnostic {
  const { range, expression } = document.locate(['id']);
  const other = pair.find(one => one !== document) ?? document;
  const place = `${other.file}, line ${other.locate(['id']).range.start.line}`;
  const message = `The ${document.kind} \`${document.id}\` is already in ${place}, and \`${id}\` is named but does not exist — did you mean \`${id}\` here?`;
  const edit = expression?.replace(id);
  const fixes = edit === undefined ? problem.fixes : [{ title: `Write \`${id}\``, edits: [edit] }];
  return { ...problem, file: document.file, range, message, fixes };
}
