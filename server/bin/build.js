import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stampOf } from './stamp.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const shared = ['package.json', 'package-lock.json', 'tsconfig.json', 'dsl', 'engine'];

/** Each part is rebuilt when the contents of its sources differ from what was built last. */
const parts = [
  {
    name: 'server',
    sources: [...shared, 'server'],
    result: 'dist/server/cli/main.js',
    memory: 'dist/.server.tsbuildinfo',
    command: ['node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.json'],
    required: true,
  },
  {
    name: 'editor',
    sources: [...shared, 'editor'],
    result: 'dist/editor/index.html',
    command: [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'editor/vite.config.ts',
      '--logLevel',
      'error',
    ],
    // The API and the command line work without the page; the server says what is missing.
    required: false,
  },
];

/** Builds what is missing or older than its sources; false when the server itself could not be built. */
export async function build(names = parts.map(part => part.name)) {
  const wanted = parts.filter(part => names.includes(part.name));
  if (wanted.every(part => isCurrent(part, stampOf(root, part.sources)))) return true;
  const release = await lock();
  try {
    for (const part of wanted) if (!(await buildPart(part)) && part.required) return false;
    return true;
  } finally {
    release();
  }
}

async function buildPart(part) {
  const stamp = stampOf(root, part.sources);
  if (isCurrent(part, stamp)) return true;
  console.error(`Building the ${part.name} …`);
  // With its output gone, the compiler's memory of having written it must go too.
  if (part.memory && !exists(part.result)) rmSync(join(root, part.memory), { force: true });
  const code = await run(part.command);
  if (code === 0) {
    writeFileSync(stampFile(part), stamp);
    return true;
  }
  console.error(
    part.required
      ? `The ${part.name} could not be built; the messages above say why.`
      : `The ${part.name} could not be built; everything else works without it.`,
  );
  return false;
}

function isCurrent(part, stamp) {
  if (!exists(part.result)) return false;
  try {
    return readFileSync(stampFile(part), 'utf8') === stamp;
  } catch {
    return false;
  }
}

function exists(path) {
  return statSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
}

function stampFile(part) {
  return join(root, 'dist', `.${part.name}-stamp`);
}

function run([script, ...options]) {
  return new Promise(resolve => {
    // What tools print goes to stderr: stdout belongs to the command that follows (`--format json`).
    const child = spawn(process.execPath, [join(root, script), ...options], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    });
    child.on('error', () => resolve(1));
    child.on('exit', code => resolve(code ?? 1));
  });
}

/** Two processes that start at once must not write into dist/ together. */
async function lock() {
  const path = join(root, 'dist', '.build-lock');
  const own = `${path}.${process.pid}`;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(own, String(process.pid));
  try {
    while (!tryLink(own, path)) {
      if (isAlive(holderOf(path))) await pause(200);
      else rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(path, { force: true });
}

function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !(await build())) process.exit(1);
