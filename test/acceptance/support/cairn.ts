import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_PREFIX } from '../../../server/app.ts';
import { createAnswerCheck } from '../../server/support/check-answer.ts';
import { runCairn, serveCairn } from '../../server/support/run-cairn.ts';
import type { Finished } from '../../server/support/run-cairn.ts';
import type { Answer, Call } from '../../server/support/test-app.ts';
import { RULES_FOLDER } from '../../support/default-rules.ts';

/** Cairn as people start it: a process of its own on a store and a copy of the rules of its own. */
export interface Cairn {
  readonly url: string;
  readonly rulesDir: string;
  /** `path` below the API's prefix, or from the root with a slash; each answer is held against the description. */
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** Ends the process at once, as kill -9 does, whatever it is doing. */
  kill(): Promise<void>;
  /** Asks the process to end, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** A new process on the same store. */
  start(): Promise<void>;
  /** Runs another command of the command line on the same store. */
  run(...options: string[]): Promise<Finished>;
  close(): Promise<void>;
}

export async function openCairn(): Promise<Cairn> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-acceptance-'));
  const rulesDir = join(folder, 'rules');
  await cp(RULES_FOLDER, rulesDir, { recursive: true });
  const environment = { DATA_DIR: join(folder, 'data'), RULES_DIR: rulesDir };
  let server = await serveCairn(environment, 'build');
  const description: unknown = await (await fetch(`${server.url}/api/openapi.json`)).json();
  const check = createAnswerCheck(description as object);

  async function call(
    method: string,
    path: string,
    { headers = {}, body, text }: Call = {},
  ): Promise<Answer> {
    const place = path.startsWith('/') ? path : `${API_PREFIX}/${path}`;
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(server.url + place, {
      method,
      headers: { ...json, ...headers },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const answer = await response.text();
    const isJson = /\/(problem\+)?json(;|$)/.test(response.headers.get('content-type') ?? '');
    const read: unknown = isJson ? JSON.parse(answer) : null;
    check(method, place, response.status, read);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: answer,
      body: read,
    };
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    server.child.kill(signal);
    return (await server.finished).code;
  }

  return {
    get url() {
      return server.url;
    },
    rulesDir,
    call,
    get: path => call('GET', path),
    post: (path, body) => call('POST', path, body === undefined ? {} : { body }),
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    async start() {
      server = await serveCairn(environment, 'build');
    },
    run: (...options) => runCairn(options, environment, 'build'),
    async close() {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
