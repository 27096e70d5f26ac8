import type { FactEvent } from '../metrics/fact-event.ts';
import type { Effect } from '../model.ts';

type Attributes = FactEvent['attributes'];

/**
 * The event that rules see of a journalled effect (`mission.completed` …), or null. It is stored once, as the effect.
 * `ordinal` tells effects of one instant apart; the id need only order events of the same time.
 */
export function platformEvent(effect: Effect, at: number, ordinal: number): FactEvent | null {
  const event = (type: string, attributes: Attributes, value?: number): FactEvent => ({
    id: `${type}:${String(ordinal).padStart(6, '0')}`,
    type,
    source: 'cairn',
    time: at,
    attributes,
    ...(value === undefined ? {} : { value }),
  });
  switch (effect.kind) {
    case 'mission_proposed':
      return event('mission.proposed', { mission: effect.mission.template, level: effect.mission.level });
    case 'mission_assigned': {
      const { template, level } = effect.mission;
      return event('mission.assigned', { mission: template, category: effect.category, level });
    }
    case 'mission_completed': {
      const { template, category, level, customer_age } = effect;
      return event('mission.completed', { mission: template, category, level, customer_age }, effect.points);
    }
    case 'mission_expired':
      return event('mission.expired', {
        mission: effect.template,
        category: effect.category,
        level: effect.level,
      });
    case 'mission_withdrawn':
      return event('mission.withdrawn', { mission: effect.template, reason: effect.reason });
    case 'badge_awarded':
      return event('badge.awarded', { badge: effect.badge, level: effect.level }, effect.points);
    case 'badge_revoked':
      return event(
        'badge.revoked',
        { badge: effect.badge, level: effect.level, reason: effect.reason },
        effect.points,
      );
    case 'score_crossed': {
      const { score, threshold, direction } = effect;
      return event('score.crossed', { score, threshold, direction }, effect.after);
    }
    case 'tier_changed':
      return event('tier.changed', { from: effect.from, to: effect.to, direction: effect.direction });
    case 'points_posted':
      return event('points.posted', { cause: effect.cause }, effect.amount);
    case 'reward_granted': {
      const { template, data, money, offer } = effect;
      const attributes: Record<string, string | number | boolean> = { mission: template };
      if (data !== undefined) attributes['data'] = data;
      if (money !== undefined) attributes['money'] = money;
      if (offer !== undefined) attributes['offer'] = offer;
      return event('reward.granted', attributes);
    }
    case 'campaign_triggered':
      return event('campaign.triggered', { campaign: effect.campaign });
    default:
      return null;
  }
}
