import { existsSync } from 'node:fs';
import { setInterval } from 'node:timers';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { customerOf, timelineOf } from './customer.ts';
import { NOT_GIVEN, explanationOf, missionsOf } from './missions.ts';
import { PROGRAM, RELEASE, createPeople, iso } from './people.ts';
import { documentsOf, etagOf, readRuleFiles } from './rule-files.ts';
import { EVENT_TYPES, FAILED, SOURCES } from './sources.ts';
import type { MockSource } from './sources.ts';
import { statisticsOf } from './statistics.ts';

export interface MockApiOptions {
  readonly customers: number;
  readonly rulesFolder: string;
  /** The built web app, served at the root. */
  readonly editorFolder?: string;
}

const ROOT = '/api/loyalty/v1';
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

/** Answers in the API's shapes with made-up figures, so that the web app can be seen and tested by itself. */
export function createMockApi(options: MockApiOptions): FastifyInstance {
  const app = fastify({ routerOptions: { ignoreTrailingSlash: true }, forceCloseConnections: true });
  const people = createPeople(options.customers);
  addBase(app, people);
  addCustomers(app, people);
  addSources(app);
  addRules(app, options.rulesFolder);
  if (options.editorFolder && existsSync(options.editorFolder)) addEditor(app, options.editorFolder);
  return app;
}

type People = ReturnType<typeof createPeople>;
const list = <T>(results: readonly T[], next_cursor: string | null = null) => ({ results, next_cursor });

function problem(status: number, title: string, detail: string) {
  return { type: 'about:blank', title, status, detail };
}

function addBase(app: FastifyInstance, people: People): void {
  let demo = { id: 'd_1', state: 'running', done: 0, total: 200, events: 0, rate: 4_120 };
  app.get(`${ROOT}/me`, () => ({ name: 'everyone', roles: ['administrator'], open_mode: true }));
  app.get(`${ROOT}/stats`, () => statisticsOf(people, FAILED.length));
  app.get(`${ROOT}/event-types`, () => list(EVENT_TYPES));
  app.post<{ Body: { customers: number } }>(`${ROOT}/demo`, (request, reply) => {
    demo = { ...demo, state: 'running', done: 0, events: 0, total: request.body.customers };
    return reply.code(202).send({ id: demo.id });
  });
  app.get(`${ROOT}/demo/:id`, () => {
    const done = Math.min(demo.total, demo.done + Math.ceil(demo.total / 20));
    demo = { ...demo, done, events: done * 412, state: done === demo.total ? 'done' : 'running' };
    return demo;
  });
  app.delete(`${ROOT}/demo/:id`, (_request, reply) => reply.code(204).send());
  app.get(`${ROOT}/stream`, (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let index = 0;
    const send = () =>
      reply.raw.write(`event: effects\ndata: ${JSON.stringify(liveEffects(people, index++))}\n\n`);
    for (let count = 0; count < Math.min(6, people.length); count += 1) send();
    const timer = setInterval(() => people.length > 0 && send(), 4_000);
    reply.raw.on('close', () => clearInterval(timer));
  });
}

function liveEffects(people: People, index: number) {
  const person = people[(index * 17) % people.length];
  const sentences = [
    'Data Explorer is completed: 80 points are posted.',
    'Power User reaches silver.',
    'Engagement rose over 60.',
  ];
  return {
    customer_id: person?.customer_id,
    at: iso(),
    title: 'Data session',
    effects: [],
    sentences: [sentences[index % 3]],
  };
}

function addCustomers(app: FastifyInstance, people: People): void {
  app.get<{ Querystring: Record<string, string> }>(`${ROOT}/customers`, request => {
    const { search = '', segment, tier, cursor } = request.query;
    const from = Number(cursor ?? 0);
    const found = people.filter(
      person =>
        person.customer_id.includes(search) &&
        (!segment || person.segments.includes(segment)) &&
        (!tier || person.tier === tier),
    );
    return list(found.slice(from, from + 50), found.length > from + 50 ? String(from + 50) : null);
  });
  app.get<{ Params: { id: string } }>(`${ROOT}/customers/:id`, (request, reply) => {
    const person = people.find(candidate => candidate.customer_id === request.params.id);
    if (!person)
      return reply.code(404).send(problem(404, 'Not Found', `No customer “${request.params.id}” is known.`));
    return customerOf(person, missionsOf(person.customer_id));
  });
  app.get<{ Params: { id: string }; Querystring: { cursor?: string } }>(
    `${ROOT}/customers/:id/timeline`,
    (request, reply) => {
      const person = people.find(candidate => candidate.customer_id === request.params.id);
      const from = Number(request.query.cursor ?? 0);
      return person
        ? list(timelineOf(person, from, 20), from >= 60 ? null : String(from + 20))
        : reply.code(404).send(problem(404, 'Not Found', 'No such customer.'));
    },
  );
  app.get<{ Querystring: { rule?: string } }>(`${ROOT}/customers/:id/explain`, request =>
    request.query.rule ? explanationOf(request.query.rule) : list(NOT_GIVEN),
  );
  app.get<{ Querystring: { customer_id: string } }>(`${ROOT}/missions`, request =>
    list(missionsOf(request.query.customer_id)),
  );
  app.post<{ Body: { customer_id: string } }>(`${ROOT}/missions/generate-for-customer`, request => ({
    missions: missionsOf(request.body.customer_id).slice(0, 3),
    not_generated: NOT_GIVEN.map(item => ({ template_id: item.rule.split('.')[1], reason: item.verdict })),
    program: PROGRAM,
  }));
  app.get(`${ROOT}/points/ledger`, () =>
    list([
      {
        posting_key: 'k1',
        account: 'customer',
        amount: 120,
        cause: 'mission data_explorer',
        at: iso(-86_400_000),
        program: PROGRAM,
      },
      {
        posting_key: 'k2',
        account: 'customer',
        amount: -200,
        cause: 'redeem',
        at: iso(-9 * 86_400_000),
        program: PROGRAM,
      },
    ]),
  );
  app.post<{ Params: { id: string } }>(`${ROOT}/behavior-scores/:id/recalculate`, request => {
    const person = people.find(candidate => candidate.customer_id === request.params.id);
    const view = person && customerOf(person, []);
    return {
      customer_id: request.params.id,
      breakdown: view?.scores ?? {},
      calculated_at: iso(),
      program: PROGRAM,
    };
  });
  app.post<{ Body: { event: Record<string, unknown> } }>(
    `${ROOT}/customer-events/normalize`,
    (request, reply) => {
      const { event_type, customer_id, timestamp, value, ...attributes } = request.body.event;
      return reply.code(201).send({
        event: {
          event_id: 'e_1',
          source_type: 'billing',
          source_name: 'Billing and OCS',
          event_type,
          customer_id,
          occurred_at: timestamp,
          received_at: iso(),
          value,
          unit: 'money',
          attributes,
          processing_status: 'processed',
        },
        duplicate: false,
        effects: [
          { kind: 'score_changed', sentence: 'Revenue rose from 52 to 57.' },
          {
            kind: 'mission_completed',
            sentence: 'Bigger Top-up is completed: 10.00 is 1.3 times the own average.',
          },
          { kind: 'points_posted', sentence: '150 points are posted.' },
        ],
        scores: { engagement: 84, revenue: 57, loyalty: 66, risk: 7, digital: 40 },
        program: PROGRAM,
        release: RELEASE,
      });
    },
  );
}

function addSources(app: FastifyInstance): void {
  let sources: readonly MockSource[] = SOURCES;
  app.get(`${ROOT}/data-sources`, () => list(sources));
  app.post<{ Body: Record<string, unknown> }>(`${ROOT}/data-sources`, (request, reply) => {
    const source = {
      ...request.body,
      id: `s_${sources.length + 1}`,
      last_sync_at: null,
      status: 'ok',
      created_at: iso(),
    } as unknown as MockSource;
    sources = [...sources, source];
    return reply.code(201).send(source);
  });
  const change = (id: string, body: Record<string, unknown>) => {
    sources = sources.map(source => (source.id === id ? { ...source, ...body } : source));
    return sources.find(source => source.id === id);
  };
  app.patch<{ Params: { id: string }; Body: Record<string, unknown> }>(`${ROOT}/data-sources/:id`, request =>
    change(request.params.id, request.body),
  );
  app.put<{ Params: { id: string }; Body: Record<string, unknown> }>(`${ROOT}/data-sources/:id`, request =>
    change(request.params.id, request.body),
  );
  app.post<{ Body: { event: Record<string, unknown> } }>(`${ROOT}/data-sources/:id/test`, request => {
    const { event } = request.body;
    if (event['call_type'] !== 'outgoing') {
      return {
        ok: false,
        events: [],
        errors: [
          {
            path: '/call_type',
            message: `“${String(event['call_type'])}” is not mapped`,
            expected: 'outgoing or incoming',
          },
        ],
      };
    }
    return {
      ok: true,
      errors: [],
      events: [
        {
          event_id: '5c1d…',
          source_type: 'cdr',
          source_name: 'CDR System',
          event_type: 'usage.voice',
          customer_id: event['customer_id'],
          occurred_at: iso(),
          received_at: iso(),
          value: 120,
          unit: 's',
          attributes: { direction: 'outgoing', on_net: true },
          processing_status: 'processed',
        },
      ],
    };
  });
  app.get(`${ROOT}/customer-events`, () => list(FAILED));
  app.post(`${ROOT}/customer-events/reprocess`, () => ({ processed: 1, still_failed: 1, results: [] }));
}

function addRules(app: FastifyInstance, folder: string): void {
  let files = readRuleFiles(folder);
  let release = RELEASE;
  app.get(`${ROOT}/rules`, () => ({
    results: files.flatMap(documentsOf),
    files: files.map(file => file.file),
    program: PROGRAM,
    release,
    next_cursor: null,
  }));
  app.get(`${ROOT}/rules/files`, () => ({ results: files }));
  app.put<{ Params: { '*': string }; Body: { text: string } }>(`${ROOT}/rules/files/*`, (request, reply) => {
    const file = request.params['*'];
    const known = files.find(candidate => candidate.file === file);
    if (known && request.headers['if-match'] !== known.etag) {
      return reply
        .code(412)
        .send(problem(412, 'Precondition Failed', `${file} was changed since you opened it.`));
    }
    const saved = { file, text: request.body.text, etag: etagOf(request.body.text) };
    files = files.map(candidate => (candidate.file === file ? saved : candidate));
    release += 1;
    return { file, etag: saved.etag, diagnostics: [], program: PROGRAM, release, published: true };
  });
}

function addEditor(app: FastifyInstance, folder: string): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
  });
  void app.register(fastifyStatic, { root: folder });
  // Every other address is a page of the web app, which finds its own way.
  app.setNotFoundHandler((request, reply) =>
    request.url.startsWith('/api/')
      ? reply.code(404).send(problem(404, 'Not Found', 'No such resource.'))
      : reply.sendFile('index.html'),
  );
}
