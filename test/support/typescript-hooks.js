import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL('../../.cache/typescript/', import.meta.url));

/** A module hook of Node that strips types, for child processes that run sources as they are. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  return { format: 'module', source: stripped(readFileSync(fileURLToPath(url), 'utf8')), shortCircuit: true };
}

/** Kept on disk, since loading the compiler takes longer than everything else such a child does. */
function stripped(source) {
  const file = join(cache, createHash('sha256').update(source).digest('hex'));
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const result = transpiled(source);
    mkdirSync(cache, { recursive: true });
    // Renamed into place, for other processes read while this one writes.
    writeFileSync(`${file}.${process.pid}`, result);
    renameSync(`${file}.${process.pid}`, file);
    return result;
  }
}

function transpiled(source) {
  const typescript = require('typescript');
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return typescript.transpileModule(source, { compilerOptions }).outputText;
}
