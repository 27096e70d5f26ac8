import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** File → the files of the project that it imports; paths from the project's root, with slashes. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads every import of the TypeScript files under the folders, `import type` and `import()` included. */
export function readImportGraph(root: string, folders: readonly string[]): ImportGraph {
  const graph = new Map<string, readonly string[]>();
  for (const folder of folders) {
    for (const file of sourceFiles(join(root, folder)))
      graph.set(slashes(relative(root, file)), importsOf(root, file));
  }
  return graph;
}

/** One cycle as the list of its files, or undefined. */
export function findCycle(graph: ImportGraph): readonly string[] | undefined {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    const index = path.indexOf(file);
    if (index >= 0) return [...path.slice(index), file];
    if (finished.has(file)) return undefined;
    path.push(file);
    for (const imported of graph.get(file) ?? []) {
      const cycle = visit(imported);
      if (cycle) return cycle;
    }
    path.pop();
    finished.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}

function sourceFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.includes(`${sep}node_modules${sep}`));
}

function importsOf(root: string, file: string): readonly string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(imported => imported.fileName.replace(/\?.*$/, ''))
    .filter(specifier => specifier.startsWith('.') && /\.tsx?$/.test(specifier))
    .map(specifier => slashes(relative(root, resolve(dirname(file), specifier))));
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
