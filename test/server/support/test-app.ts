import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { buildApp, API_PREFIX } from '../../../server/app.ts';
import { secretBox } from '../../../server/services/secrets.ts';
import { openServices } from '../../../server/services/index.ts';
import type { Services } from '../../../server/services/index.ts';
import { openStore } from '../../../server/stores/open-store.ts';
import type { Store } from '../../../server/stores/store.ts';
import type { App } from '../../../server/type-provider.ts';
import { RULES_FOLDER } from '../../support/default-rules.ts';
import { createAnswerCheck } from './check-answer.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // Tests read answers of many shapes and state what they expect of them; the schemas are checked for every answer.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, with the content type of `headers`. */
  readonly text?: string;
}

export interface TestApp {
  readonly app: App;
  readonly services: Services;
  readonly store: Store;
  readonly rulesDir: string;
  readonly dataDir: string;
  /** The clock of the server; tests move it. */
  now: number;
  get(path: string, call?: Call): Promise<Answer>;
  post(path: string, body?: unknown, call?: Call): Promise<Answer>;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** The same store opened by another process, as after a restart. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly adminKey?: string;
  readonly now?: string;
  readonly rulesDir?: string;
  /** Another kind of store than the embedded one. */
  readonly mongodb?: { readonly mongodbUrl: string; readonly mongodbDb: string };
  /** Takes what is logged, line by line. */
  readonly logLines?: string[];
  /** Files of a built web app, by path. */
  readonly editor?: Readonly<Record<string, string>>;
}

export const NOW = Date.parse('2026-01-22T12:00:00Z');

/** A server on a store and a copy of the default rules of its own, with a clock that stands still. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  const rulesDir = join(folder, 'rules');
  await cp(options.rulesDir ?? RULES_FOLDER, rulesDir, { recursive: true });
  const dataDir = join(folder, 'data');
  for (const [path, text] of Object.entries(options.editor ?? {})) {
    await mkdir(dirname(join(folder, 'editor', path)), { recursive: true });
    await writeFile(join(folder, 'editor', path), text);
  }
  const secrets = secretBox(Buffer.alloc(32, 7));
  let now = options.now === undefined ? NOW : Date.parse(options.now);
  let node = await open();
  let check = createAnswerCheck(node.app.swagger());

  async function open() {
    const store = await openStore({ dataDir, ...options.mongodb });
    const log = options.logLines
      ? pino({ level: 'debug' }, { write: line => options.logLines?.push(line) })
      : pino({ level: process.env['TEST_LOG'] ?? 'silent' });
    const clocks = { clock: () => now, elapsed: () => now };
    const context = { store, ...clocks, log, rulesDir, dataDir, publishAtStart: true };
    const services = await openServices(context, secrets);
    const editorDir = join(folder, 'editor');
    const app = await buildApp({ services, adminKey: options.adminKey ?? null, editorDir, version: '0.0.0' });
    return { store, services, app };
  }

  async function close(): Promise<void> {
    await node.app.close();
    await node.services.demo.stop();
    await node.store.close();
  }

  async function call(
    method: string,
    path: string,
    { headers = {}, body, text }: Call = {},
  ): Promise<Answer> {
    const url = path.startsWith('/') ? path : `${API_PREFIX}/${path}`;
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await node.app.inject({
      method: method as 'GET',
      url,
      headers: { ...json, ...headers },
      ...(text !== undefined
        ? { payload: text }
        : body === undefined
          ? {}
          : { payload: JSON.stringify(body) }),
    });
    const type = String(response.headers['content-type'] ?? '');
    const answer =
      /json(;|$)/.test(type) && !type.includes('ndjson') ? (JSON.parse(response.body) as unknown) : null;
    check(method, url, response.statusCode, answer);
    return { status: response.statusCode, headers: response.headers, text: response.body, body: answer };
  }

  return {
    get app() {
      return node.app;
    },
    get services() {
      return node.services;
    },
    get store() {
      return node.store;
    },
    rulesDir,
    dataDir,
    get now() {
      return now;
    },
    set now(ms: number) {
      now = ms;
    },
    call,
    get: (path, options) => call('GET', path, options),
    post: (path, body, options) =>
      call('POST', path, { ...options, ...(body === undefined ? {} : { body }) }),
    async reopen() {
      await close();
      node = await open();
      check = createAnswerCheck(node.app.swagger());
    },
    async close() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
