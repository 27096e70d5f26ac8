import { decisionOf, decisionOfLive } from '../presenters/decision.ts';
import { showMission, showProgress } from '../presenters/mission.ts';
import { unprocessable } from '../problem.ts';
import {
  GenerateAnswer,
  GenerateBody,
  MissionAnswer,
  MissionCustomerQuery,
  MissionDecisionBody,
  MissionParams,
  MissionsList,
  MissionsQuery,
  Progress,
  ProgressBody,
  ProgressList,
  ProgressQuery,
  TemplatesList,
} from '../schemas/missions.ts';
import type { Services } from '../services/index.ts';
import type { CustomerMission } from '../services/missions.ts';
import type { App } from '../type-provider.ts';
import { given, list, pageOf, requestOf, whole } from './route.ts';

const tags = ['Missions'];

export function missionRoutes(app: App, { budgets, missions, releases, run }: Services): void {
  app.get(
    '/mission-templates/',
    { schema: { tags, summary: 'The templates and their variations', response: { 200: TemplatesList } } },
    async () => whole(await missions.templates()),
  );

  app.get(
    '/missions/',
    {
      schema: {
        tags,
        summary: 'Missions of a customer, or of all, newest first',
        querystring: MissionsQuery,
        response: { 200: MissionsList },
      },
    },
    async ({ query }) => {
      const page = await missions.list({
        ...pageOf(query),
        ...given('customer', query.customer_id),
        ...given('status', query.status),
        ...given('category', query.category),
      });
      return list({ results: page.results.map(showMission), next: page.next });
    },
  );

  app.post(
    '/missions/generate-for-customer/',
    {
      schema: {
        tags,
        summary: 'Give a customer the missions that suit him',
        description:
          'Twice the same call gives the same missions; force_regenerate replaces the untouched ones.',
        body: GenerateBody,
        response: { 200: GenerateAnswer },
      },
    },
    async request => {
      const { customer_id, max_missions = 5, force_regenerate = false } = request.body;
      const command = { do: 'generate', max_missions, force_regenerate } as const;
      const { entry, answer } = await run(requestOf(request), customer_id, command);
      return {
        missions: (await missions.running(customer_id)).filter(isOpen).map(showMission),
        not_generated: answer['not_generated'] ?? [],
        ...decisionOf(entry),
      };
    },
  );

  app.get(
    '/missionProgress/',
    {
      schema: {
        tags,
        summary: "A customer's running missions and how far they are",
        querystring: ProgressQuery,
        response: { 200: ProgressList },
      },
    },
    async ({ query }) => {
      const decision = decisionOfLive(releases.live());
      const running = await missions.running(query.customer_id);
      return whole(running.map(mission => showProgress(mission, decision)));
    },
  );

  app.post(
    '/missionProgress/',
    {
      schema: {
        tags,
        summary: 'Set the progress of a mission by hand',
        description:
          "Where target_value is not the mission's own target, the pair is a share of it. Reaching the target completes it, once.",
        body: ProgressBody,
        response: { 200: Progress },
      },
    },
    async request => {
      const { mission, customer_id, current_value, target_value } = request.body;
      const { entry, answer } = await run(requestOf(request), customer_id, {
        do: 'progress',
        mission: await missions.named(mission),
        current_value,
        ...(target_value === undefined ? {} : { target_value }),
      });
      const found = await missions.find(customer_id, String(answer['mission']));
      return showProgress(found, decisionOf(entry));
    },
  );

  app.get(
    '/missions/:id/progress/',
    {
      schema: {
        tags,
        summary: 'How far a mission is',
        params: MissionParams,
        querystring: MissionCustomerQuery,
        response: { 200: Progress },
      },
    },
    async ({ params, query }) => {
      const mission = await missions.find(customerOf(query.customer_id), await missions.named(params.id));
      return showProgress(mission, decisionOfLive(releases.live()));
    },
  );

  for (const decision of ['approve', 'decline', 'withdraw'] as const) {
    app.post(
      `/missions/:id/${decision}/`,
      {
        schema: {
          tags,
          summary: SUMMARIES[decision],
          params: MissionParams,
          body: MissionDecisionBody,
          response: { 200: MissionAnswer },
        },
      },
      async request => {
        const { reason } = request.body;
        const customer = customerOf(request.body.customer_id);
        const mission = await missions.named(request.params.id);
        if (decision === 'approve') await budgets.grant(await missions.find(customer, mission));
        const command = { do: decision, mission, ...given('reason', reason) };
        const { entry, answer } = await run(requestOf(request), customer, command);
        const found = await missions.find(customer, String(answer['mission']));
        return { ...showMission(found), ...decisionOf(entry) };
      },
    );
  }
}

/** What counts against the most that a customer may have. */
function isOpen({ status }: CustomerMission): boolean {
  return status === 'proposed' || status === 'scheduled' || status === 'active';
}

const SUMMARIES = {
  approve: 'Approve a proposed mission',
  decline: 'Decline a proposed mission',
  withdraw: 'Take a mission away',
} as const;

function customerOf(id: string | undefined): string {
  if (id !== undefined) return id;
  throw unprocessable('customer_id', 'Say whose mission it is.', 'a customer id');
}
