import type { FastifyInstance } from 'fastify';
import { ROOT, list, problem } from './answers.ts';
import { customerOf, timelineOf } from './customer.ts';
import { NOT_GIVEN, explanationOf, missionsOf } from './missions.ts';
import { PROGRAM, RELEASE, iso } from './people.ts';
import type { Person } from './people.ts';

interface PointsBody {
  readonly customer_id: string;
  readonly amount?: number;
}

export function addCustomers(app: FastifyInstance, people: readonly Person[]): void {
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
        cause: 'mission',
        at: iso(-86_400_000),
        program: PROGRAM,
      },
      {
        posting_key: 'k2',
        account: 'customer',
        amount: -200,
        cause: 'redemption',
        reason: 'A voucher',
        at: iso(-9 * 86_400_000),
        program: PROGRAM,
      },
    ]),
  );
  app.post<{ Body: PointsBody; Params: { what: string } }>(`${ROOT}/points/:what`, (request, reply) => {
    const { customer_id, amount = 40 } = request.body;
    const balance = people.find(candidate => candidate.customer_id === customer_id)?.points ?? 0;
    if (request.params.what === 'redeem' && amount === 13) {
      const detail = 'Only 12 points are available, of 13 that are asked for.';
      return reply.code(409).send(problem(409, 'Conflict', detail));
    }
    const available = balance - amount;
    return {
      posting_key: 'k3',
      customer_id,
      amount,
      balance: available,
      available,
      pending: 150,
      on_hold: 40,
    };
  });
  app.post<{ Params: { id: string } }>(`${ROOT}/behavior-scores/:id/recalculate`, request => {
    const person = people.find(candidate => candidate.customer_id === request.params.id);
    const view = person && customerOf(person, []);
    return {
      customer_id: request.params.id,
      breakdown: view?.scores ?? {},
      differs: false,
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
