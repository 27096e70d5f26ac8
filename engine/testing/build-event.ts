import type { EventType } from '../../dsl/program/program.ts';
import type { Input, NormalisedEvent } from '../model.ts';
import { eventValue } from '../../dsl/stories/event-value.ts';
import { repeatFault } from './step-fault.ts';
import type { StepFault } from './step-fault.ts';
import type { EventStep, Moment } from './timeline.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

/** The input that a source would have sent for an event step, or what is wrong with it. */
export function buildEvent(
  moment: Moment,
  step: EventStep,
  type: EventType | undefined,
  customer: string,
): Input | StepFault {
  if (type === undefined) return { field: ['event'], message: `there is no event type "${step.event}"` };
  const value = step.value === undefined ? undefined : eventValue(type, step.value);
  if (typeof value === 'object') return { field: ['value'], message: value.problem };
  const fault = repeatFault(step.repeat);
  if (fault !== undefined) return fault;
  const missing =
    step.reversal_of === undefined ? type.required.filter(name => !hasAttribute(step, name)) : [];
  if (missing.length > 0) return { field: ['event'], message: `${step.event} needs ${missing.join(', ')}` };
  const unknown = Object.keys(step.attributes ?? {}).filter(
    name => ownValue(type.attributes, name) === undefined,
  );
  if (unknown.length > 0) return { field: ['event'], message: `${step.event} has no ${unknown.join(', ')}` };
  const [sourceType = 'cairn'] = type.sourceTypes;
  const eventId = eventIdOf(moment, step);
  const reason = reasonOf(step.reason);
  const body: NormalisedEvent = {
    event_id: eventId,
    source_type: sourceType,
    source_name: 'Scenario',
    event_type: step.event,
    customer_id: customer,
    occurred_at: new Date(moment.occurredAt).toISOString(),
    received_at: new Date(moment.at).toISOString(),
    ...(value === undefined ? {} : { value }),
    ...(type.unit === undefined ? {} : { unit: type.unit }),
    attributes: step.attributes ?? {},
    ...(step.reversal_of === undefined ? {} : { reversal_of: step.reversal_of }),
    ...(reason === undefined ? {} : { reason }),
    processing_status: 'processed',
  };
  return {
    kind: 'event',
    id: `scenario_${sourceType}:${eventId}`,
    customer,
    at: moment.at,
    body,
    bodyHash: '',
  };
}

/** The author's id, else one made of the step; later copies of a repeated event are `id-2`, `id-3` … */
function eventIdOf({ step, copy }: Moment, { id }: EventStep): string {
  const name = id ?? `step-${step + 1}`;
  return copy === 1 ? name : `${name}-${copy}`;
}

function hasAttribute(step: EventStep, name: string): boolean {
  return step.attributes?.[name] !== undefined;
}

const REASONS = ['correction', 'refund', 'fraud'] as const;

function reasonOf(text: string | undefined): NormalisedEvent['reason'] {
  return REASONS.find(reason => reason === text);
}
