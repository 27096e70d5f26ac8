import { setInterval } from 'node:timers';
import type { FastifyInstance } from 'fastify';
import { ROOT, list } from './answers.ts';
import { iso } from './people.ts';
import type { Person } from './people.ts';
import { EVENT_TYPES, FAILED } from './sources.ts';
import { statisticsOf } from './statistics.ts';

/** Who is asking, the figures of the whole base, the live feed and the demo run. */
export function addBase(app: FastifyInstance, people: readonly Person[]): void {
  let demo = { id: 'd_1', state: 'running', customers: 200, done: 0, total: 90, events: 0, rate: 4_120 };
  app.get(`${ROOT}/me`, () => ({ name: 'everyone', roles: ['administrator'], open_mode: true }));
  app.get(`${ROOT}/stats`, () => statisticsOf(people, FAILED.length));
  app.get(`${ROOT}/event-types`, () => list(EVENT_TYPES));
  app.post<{ Body: { customers: number; days: number } }>(`${ROOT}/demo`, (request, reply) => {
    const { customers, days } = request.body;
    demo = { ...demo, state: 'running', done: 0, events: 0, customers, total: days };
    return reply.code(202).send({ id: demo.id });
  });
  app.get(`${ROOT}/demo/:id`, () => {
    const done = Math.min(demo.total, demo.done + Math.ceil(demo.total / 20));
    demo = {
      ...demo,
      done,
      events: done * demo.customers * 5,
      state: done === demo.total ? 'done' : 'running',
    };
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

function liveEffects(people: readonly Person[], index: number) {
  const person = people[(index * 17) % people.length];
  const effects = [
    LIVE[index % LIVE.length],
    { kind: 'score_changed', score: 'revenue', before: 52.1, after: 57 },
  ];
  const sentences = effects.flatMap(effect => (effect && 'sentence' in effect ? [effect.sentence] : []));
  return { customer_id: person?.customer_id, at: iso(), title: 'Data session', effects, sentences };
}

const LIVE = [
  { kind: 'mission_completed', sentence: 'Data Explorer is completed: 80 points are posted.' },
  { kind: 'badge_awarded', sentence: 'Power User reaches silver.' },
  { kind: 'score_crossed', sentence: 'Engagement rose over 60.' },
];
