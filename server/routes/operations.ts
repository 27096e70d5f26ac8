import { ProblemError } from '../problem.ts';
import { EvaluateAnswer, EvaluateBody } from '../schemas/evaluate.ts';
import { DemoBody, DemoJob, DemoParams, DemoStarted, Me, Stats } from '../schemas/operations.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';

export function operationRoutes(
  app: App,
  { evaluate, stats, demo, releases }: Services,
  openMode: boolean,
): void {
  app.get(
    '/me/',
    { schema: { tags: ['Access'], summary: 'Who I am', response: { 200: Me } } },
    async ({ caller }) => ({ name: caller.name, roles: caller.roles, open_mode: openMode }),
  );

  app.post(
    '/evaluate/',
    {
      schema: {
        tags: ['Rules'],
        summary: 'Evaluate a rule, an expression or plain JSONLogic; nothing is stored',
        body: EvaluateBody,
        response: { 200: EvaluateAnswer },
      },
    },
    async ({ body }) => {
      if (!Array.isArray(body)) return evaluate(body);
      const results: object[] = [];
      for (const [index, question] of body.entries())
        results.push(await evaluate(question).catch((error: unknown) => at(index, error)));
      return { results, program: releases.live().program.hash };
    },
  );

  app.get(
    '/stats/',
    { schema: { tags: ['Figures'], summary: 'Figures over everybody', response: { 200: Stats } } },
    () => stats.read(),
  );

  const tags = ['Demo'];
  app.post(
    '/demo/',
    {
      schema: {
        tags,
        summary: 'Make customers and their past',
        body: DemoBody,
        response: { 202: DemoStarted },
      },
    },
    async (request, reply) => {
      const { customers = 200, days = 90, seed = 1 } = request.body;
      return reply.code(202).send({ id: demo.start({ customers, days, seed }) });
    },
  );
  app.get(
    '/demo/:id/',
    { schema: { tags, summary: 'How far it is', params: DemoParams, response: { 200: DemoJob } } },
    async ({ params }) => demo.job(params.id),
  );
  app.delete(
    '/demo/:id/',
    {
      schema: {
        tags,
        summary: 'Break it off; what was made stays',
        params: DemoParams,
        response: { 200: DemoJob },
      },
    },
    async ({ params }) => demo.cancel(params.id),
  );
}

/** One question among several that cannot be answered: the problem says which it is. */
function at(index: number, error: unknown): never {
  if (!(error instanceof ProblemError)) throw error;
  const { kind, message, errors = [], extensions } = error;
  const places = errors.map(problem => ({
    ...problem,
    path: problem.path === '' ? String(index) : `${index}.${problem.path}`,
  }));
  throw new ProblemError(kind, `Question ${index}: ${message}`, {
    ...extensions,
    errors: places.length > 0 ? places : [{ path: String(index), message }],
  });
}
