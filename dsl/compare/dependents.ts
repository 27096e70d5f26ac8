import type { LoadedDocument } from '../documents/index.ts';
import { parseExpression, parseStream, walkExpression } from '../syntax/index.ts';
import { leavesOf } from './leaves.ts';

/** `kind.id` of a rule → the rules that read it, directly or through others, in order of their names. */
export function createDependents(
  documents: readonly LoadedDocument[],
): (rule: LoadedDocument) => readonly string[] {
  const rules = documents.filter(({ kind }) => kind !== 'test' && kind !== 'source');
  const readers = new Map<string, LoadedDocument[]>();
  for (const rule of rules) {
    for (const name of namesIn(rule)) readers.set(name, [...(readers.get(name) ?? []), rule]);
  }
  return changed => {
    const found = new Set<LoadedDocument>();
    const waiting = [changed];
    for (let rule = waiting.pop(); rule !== undefined; rule = waiting.pop()) {
      for (const reader of readers.get(rule.id) ?? []) {
        if (reader === changed || found.has(reader)) continue;
        found.add(reader);
        // What others read of a mission, badge or campaign is its events, which are no part of its rule.
        if (NAMED.has(reader.kind)) waiting.push(reader);
      }
    }
    return [...found].map(({ kind, id }) => `${kind}.${id}`).sort();
  };
}

const NAMED: ReadonlySet<string> = new Set(['metric', 'parameter', 'table', 'segment', 'score', 'event']);

/** Every name that a rule's expressions read, and the segments that a mission lists. */
function namesIn(document: LoadedDocument): ReadonlySet<string> {
  const names = new Set<string>(document.kind === 'mission' ? document.value.segments : []);
  for (const { text, words, path } of leavesOf(document).values()) {
    if (words !== undefined || (path.length === 1 && HEADER.has(path[0] ?? ''))) continue;
    const stream = parseStream(text).ast;
    const parts = [parseExpression(text).ast, stream?.stream, stream?.where];
    for (const part of parts) {
      if (part === undefined) continue;
      for (const node of walkExpression(part)) if (node.kind === 'path') addPrefixes(node.names, names);
    }
  }
  return names;
}

const HEADER: ReadonlySet<string> = new Set(['kind', 'id', 'name', 'description']);

/** `usage.data.rat` reads the family `usage`, the event `usage.data`, or its attribute. */
function addPrefixes(path: readonly string[], names: Set<string>): void {
  path.forEach((_, index) => names.add(path.slice(0, index + 1).join('.')));
}
