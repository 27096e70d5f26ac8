import type { CampaignRule, CampaignTrigger } from '../../dsl/program/program.ts';
import { localDay } from '../calendar/zone.ts';
import { compileEventLogic } from '../metrics/event-logic.ts';
import type { EventLogic } from '../metrics/event-logic.ts';
import type { FactEvent } from '../metrics/fact-event.ts';
import type { Logic } from '../../dsl/program/logic.ts';
import { isHeldOut } from '../missions/gates.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';

const DAY_MS = 86_400_000;

/** Campaigns that an event of this step sets off, for customers in their audience and within their limits. */
export function triggerCampaigns(step: CustomerStep, events: readonly FactEvent[]): void {
  for (const event of events) {
    for (const campaign of step.prepared.campaignsOf(event.type)) {
      if (speaks(step, campaign, event)) trigger(step, campaign, event);
    }
  }
}

/** The stored events that set it off. */
function triggersOf({ trigger }: CampaignRule): readonly CampaignTrigger[] {
  return trigger === undefined ? [] : (trigger.leaves ?? [trigger]);
}

function speaks(step: CustomerStep, campaign: CampaignRule, event: FactEvent): boolean {
  const where = triggersOf(campaign).find(trigger => trigger.event === event.type)?.where;
  if (where !== undefined && conditionOf(where.logic)(event) !== true) return false;
  const today = localDay(step.facts.kept.zone, step.at);
  const date = new Date(today * DAY_MS).toISOString().slice(0, 10);
  if (campaign.from !== undefined && date < campaign.from) return false;
  if (campaign.until !== undefined && date > campaign.until) return false;
  const evaluation = step.evaluation();
  if (isHeldOut(evaluation, step.customer)) return false;
  if (campaign.audience !== undefined && !evaluation.truth(campaign.audience)) return false;
  const { limit } = campaign;
  if (limit === undefined) return true;
  const recent = (step.decisions.campaigns[campaign.id] ?? []).filter(
    at => at > step.at - limit.days * DAY_MS,
  );
  return recent.length < limit.count;
}

function trigger(step: CustomerStep, campaign: CampaignRule, event: FactEvent): void {
  const evaluation = step.evaluation();
  const payload: Record<string, string | number | boolean | null> = { ...event.attributes };
  if (event.value !== undefined) payload['value'] = event.value;
  for (const { name, value } of campaign.include) payload[name] = evaluation.value(value);
  if (campaign.offer !== undefined)
    for (const [key, value] of Object.entries(campaign.offer)) payload[`offer_${key}`] = value;
  const remember = campaign.limit?.count ?? 0;
  step.emit({
    kind: 'campaign_triggered',
    campaign: campaign.id,
    webhook: campaign.webhook,
    payload,
    remember,
  });
}

const conditions = new WeakMap<object, EventLogic>();

function conditionOf(logic: Logic): EventLogic {
  if (logic === null || typeof logic !== 'object') return () => logic;
  const known = conditions.get(logic) ?? compileEventLogic(logic);
  conditions.set(logic, known);
  return known;
}
