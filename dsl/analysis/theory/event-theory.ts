import { attributesOf } from '../../compile/events/event-types.ts';
import type { EventType, Program } from '../../program/program.ts';
import type { Theory } from '../solver/theory.ts';
import type { Variable } from '../solver/state.ts';
import { domainOfType, FROM_ZERO, NEVER_NEGATIVE, orMissing } from './type-domains.ts';
import { domainOfCall } from './call-domains.ts';
import { crossingLaws } from './crossing-laws.ts';
import { ownValue } from '../../program/own-value.ts';

/** What a single event of a type can carry: the variables of conditions on events (`event.*`); `scores` cross thresholds. */
export function createEventTheory(type: EventType, scores: Program['scores'] = []): Theory {
  const attributes = attributesOf(type);

  const variable = (key: string): Variable => {
    const name = key.startsWith('event.') ? key.slice('event.'.length) : undefined;
    if (name === undefined) return { domain: domainOfCall(key), whole: false };
    const attribute = ownValue(attributes, name);
    if (attribute === undefined) return { domain: domainOfType('any'), whole: false };
    const isValue = name === 'value' && type.valueType !== undefined && type.attributes[name] === undefined;
    const unsigned = isValue ? type.signed !== true : NEVER_NEGATIVE.has(attribute.type);
    const domain = unsigned ? FROM_ZERO : domainOfType(attribute.type, attribute.values);
    return { domain: orMissing(domain, attribute.missing || attribute.type === 'any'), whole: false };
  };

  const laws: Theory['laws'] = goals => (type.id === 'score.crossed' ? crossingLaws(goals, scores) : []);
  return { variable, definition: () => undefined, laws, isAtMost: () => false, usual: () => [] };
}
