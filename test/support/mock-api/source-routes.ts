import type { FastifyInstance } from 'fastify';
import { ROOT, list } from './answers.ts';
import { iso } from './people.ts';
import { FAILED, SOURCES } from './sources.ts';
import type { MockSource } from './sources.ts';

export function addSources(app: FastifyInstance): void {
  let sources: readonly MockSource[] = SOURCES;
  app.get(`${ROOT}/data-sources`, () => list(sources));
  app.post<{ Body: { readonly source_name?: string } }>(`${ROOT}/data-sources`, (request, reply) => {
    const { source_name = '' } = request.body;
    const id = `s_${sources.length + 1}`;
    const source: MockSource = {
      ...request.body,
      source_name,
      id,
      is_active: true,
      last_sync_at: null,
      status: 'ok',
      created_at: iso(),
    };
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
  app.post(`${ROOT}/customer-events/discard`, (_request, reply) => reply.code(204).send());
  app.post(`${ROOT}/customer-events/reprocess`, () => ({ processed: 1, still_failed: 1, results: [] }));
}
