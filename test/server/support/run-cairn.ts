import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LOADER = fileURLToPath(new URL('../../support/typescript.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../../../server/cli/main.ts', import.meta.url));
const BUILT = fileURLToPath(new URL('../../../dist/server/cli/main.js', import.meta.url));
const BIN = fileURLToPath(new URL('../../../server/bin/cairn.js', import.meta.url));

/**
 * The sources as they stand need nothing built; what users start is built first, and brings the web app; what was built
 * before starts soonest, for tests that start many.
 */
const FROM = { sources: ['--import', LOADER, MAIN], build: [BIN], built: [BUILT] } as const;
type From = keyof typeof FROM;

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

const alive = new Set<ChildProcess>();

/** Ends what a failed test left running. */
export function endAll(): void {
  for (const child of alive) child.kill('SIGKILL');
}

function start(
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
  from: From,
  input?: string,
) {
  const child = spawn(process.execPath, [...FROM[from], ...options], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input ?? '');
  alive.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const finished = new Promise<Finished>(resolve => {
    child.on('close', code => {
      alive.delete(child);
      resolve({ code, out, err });
    });
  });
  return { child, finished, output: () => out };
}

/** Runs a command of `cairn` to its end. */
export function runCairn(
  options: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  from: From = 'sources',
  input?: string,
): Promise<Finished> {
  return start(options, environment, from, input).finished;
}

/** Starts a command of `cairn` that goes on until it is ended. */
export function startCairn(
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): { readonly child: ChildProcess; readonly finished: Promise<Finished>; readonly output: () => string } {
  return start(options, environment, 'sources');
}

/** Starts `cairn serve` on a free port and waits for the line that says it is ready. */
export async function serveCairn(
  environment: Readonly<Record<string, string>>,
  from: From = 'sources',
): Promise<Running> {
  const { child, finished, output } = start(['serve'], { PORT: '0', ...environment }, from);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /ready on (\S+)/.exec(output())?.[1];
      if (found) resolve(found);
    });
    void finished.then(({ code, err }) =>
      reject(new Error(`serve ended with ${code ?? 'a signal'}: ${err}`)),
    );
  });
  return { url, child, finished };
}
