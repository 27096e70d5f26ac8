import { toTimestamp } from '../time.ts';
import { decisionOf } from '../presenters/decision.ts';
import { unprocessable } from '../problem.ts';
import {
  AwardBody,
  AwardsList,
  AwardsQuery,
  BadgesList,
  CheckAnswer,
  CheckBody,
  RevokeBody,
} from '../schemas/badges.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';
import { Type } from 'typebox';
import { CustomerId, Decided, Timestamp } from '../schemas/common.ts';
import { given, list, pageOf, requestOf, whole } from './route.ts';

const tags = ['Badges'];

const ByHand = Type.Object({
  badge_id: Type.String(),
  customer_id: CustomerId,
  at: Timestamp,
  reason: Type.String(),
  ...Decided,
});

export function badgeRoutes(app: App, { badges, run }: Services): void {
  app.get(
    '/badges/',
    { schema: { tags, summary: 'All badges with their conditions', response: { 200: BadgesList } } },
    async () => whole(await badges.list()),
  );

  app.post(
    '/badges/check-and-award/',
    {
      schema: {
        tags,
        summary: 'Award what is due now, and say how far the rest is',
        body: CheckBody,
        response: { 200: CheckAnswer },
      },
    },
    async request => {
      const { badge_id, customer_id } = request.body;
      const badge = badge_id === undefined ? null : await badges.named(badge_id);
      const { awarded, not_awarded, entry } = await badges.check(requestOf(request), customer_id, badge);
      return { awarded, not_awarded, ...decisionOf(entry) };
    },
  );

  app.get(
    '/badgeAwards/',
    {
      schema: {
        tags,
        summary: 'Awards, newest first',
        querystring: AwardsQuery,
        response: { 200: AwardsList },
      },
    },
    async ({ query }) =>
      list(await badges.awards({ ...pageOf(query), ...given('customer', query.customer_id) })),
  );

  app.post(
    '/badges/award/',
    { schema: { tags, summary: 'Award a badge by hand', body: AwardBody, response: { 200: ByHand } } },
    async request => {
      const { badge_id, customer_id, reason } = request.body;
      const { badge, level } = await levelNamed(badge_id);
      const { entry } = await run(requestOf(request), customer_id, { do: 'award', badge, level, reason });
      return {
        badge_id: `${badge}:${level}`,
        customer_id,
        at: toTimestamp(entry.at),
        reason,
        ...decisionOf(entry),
      };
    },
  );

  app.post(
    '/badges/revoke/',
    { schema: { tags, summary: 'Take a badge back', body: RevokeBody, response: { 200: ByHand } } },
    async request => {
      const { badge_id, customer_id, reason, cause = 'operator' } = request.body;
      const { badge, level } = await levelNamed(badge_id);
      const { entry } = await run(requestOf(request), customer_id, {
        do: 'revoke',
        badge,
        level,
        reason,
        cause,
      });
      return {
        badge_id: `${badge}:${level}`,
        customer_id,
        at: toTimestamp(entry.at),
        reason,
        ...decisionOf(entry),
      };
    },
  );

  async function levelNamed(
    reference: string | number,
  ): Promise<{ readonly badge: string; readonly level: string }> {
    const { badge, level } = await badges.named(reference);
    if (level !== null) return { badge, level };
    throw unprocessable(
      'badge_id',
      'Say which level of the badge.',
      `${badge}:bronze, or the badge's number`,
    );
  }
}
