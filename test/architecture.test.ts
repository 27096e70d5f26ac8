import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCycle, readImportGraph } from './support/import-graph.ts';

const root = resolve(import.meta.dirname, '..');

/** Layer → the layers it may import. */
const layers: Readonly<Record<string, readonly string[]>> = {
  dsl: ['dsl'],
  engine: ['dsl', 'engine'],
  server: ['dsl', 'engine', 'server'],
  editor: ['dsl', 'engine', 'editor'],
};

describe('the layers', () => {
  const graph = readImportGraph(root, Object.keys(layers));

  it('are read at all', () => {
    expect(graph.size).toBeGreaterThan(5);
    expect([...graph.values()].some(imports => imports.length > 0)).toBe(true);
  });

  it.each(Object.entries(layers))('%s imports nothing but %j', (layer, allowed) => {
    const wrong = [...graph]
      .filter(([file]) => file.startsWith(`${layer}/`))
      .flatMap(([file, imports]) => imports.map(imported => ({ file, imported })))
      .filter(({ imported }) => !allowed.includes(imported.split('/')[0] ?? ''))
      .map(({ file, imported }) => `${file} imports ${imported}`);
    expect(wrong).toEqual([]);
  });

  it('import each other in no circle', () => {
    expect(findCycle(graph)?.join(' → ') ?? 'no cycle').toBe('no cycle');
  });

  it('import only files that exist', () => {
    const lost = [...graph].flatMap(([file, imports]) =>
      imports
        .filter(imported => !existsSync(join(root, imported)))
        .map(imported => `${file} imports ${imported}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('the search for cycles', () => {
  it('names the files of a cycle and nothing before it', () => {
    const graph = new Map([
      ['start', ['a']],
      ['a', ['b']],
      ['b', ['c', 'leaf']],
      ['c', ['a']],
    ]);
    expect(findCycle(graph)).toEqual(['a', 'b', 'c', 'a']);
  });

  it('lets two ways to one file pass', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
    ]);
    expect(findCycle(graph)).toBeUndefined();
  });
});
