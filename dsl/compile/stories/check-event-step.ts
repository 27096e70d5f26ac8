import { oneOf } from '../../diagnostics/index.ts';
import type { AttributeType, EventType } from '../../program/program.ts';
import { eventValue } from '../../stories/event-value.ts';
import { meantBy } from '../fields/field-fixes.ts';
import { namesOfCopies } from './names-of-copies.ts';
import { sentence } from './story-problem.ts';
import type { EventStep, Report, Story } from './story-problem.ts';
import type { Tellable } from './tellable.ts';
import { ownValue } from '../../program/own-value.ts';

/** An event that could not happen makes a story pass or fail for nothing. */
export function checkEventStep(
  step: EventStep,
  { events, faulty }: Pick<Tellable, 'events' | 'faulty'>,
  story: Story,
  report: Report,
): void {
  if (faulty.includes(step.event)) return;
  const type = ownValue(events, step.event);
  if (type === undefined) {
    const { hint, meant } = meantBy(step.event, Object.keys(events));
    const message = `There is no event \`${step.event}\`${hint}`;
    report({ code: 'name-unknown-event', path: ['event'], message, meant });
    return;
  }
  checkValue(step, type, report);
  checkOriginal(step, story, report);
  for (const [name, value] of Object.entries(step.attributes ?? {})) {
    const attribute = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
    if (attribute !== undefined) {
      checkAttribute(name, value, attribute, report);
      continue;
    }
    const names = Object.keys(type.attributes);
    const { hint, meant } = meantBy(name, names);
    report({
      code: 'name-unknown-attribute',
      path: ['attributes', name],
      message: `\`${step.event}\` has no attribute \`${name}\`${hint}`,
      expected: names.length === 0 ? undefined : oneOf(names),
      meant,
      inKey: true,
    });
  }
}

function checkAttribute(
  name: string,
  value: string | number | boolean,
  { type, unit, values }: AttributeType,
  report: Report,
): void {
  const path = ['attributes', name];
  if (values !== undefined && !values.includes(String(value))) {
    const { hint, meant } = meantBy(String(value), values);
    const message = `\`${name}\` is never \`${String(value)}\`${hint}`;
    report({ code: 'value-not-listed', path, message, expected: oneOf(values), meant });
  } else if (type === 'boolean' && typeof value !== 'boolean') {
    const message = `\`${name}\` is either true or false.`;
    report({ code: 'type-mismatch', path, message, expected: oneOf(['true', 'false']) });
  } else if (unit !== undefined && typeof value !== 'number') {
    const message = `\`${name}\` is a plain figure, which is read in ${unit}.`;
    report({ code: 'type-mismatch', path, message, expected: `a number in ${unit}` });
  }
}

function checkValue({ value }: EventStep, type: EventType, report: Report): void {
  const read = value === undefined ? 0 : eventValue(type, value);
  if (typeof read === 'number') return;
  const expected = type.unit === undefined ? 'no value' : `a number in ${type.unit}, or a quantity`;
  report({ code: 'type-mismatch', path: ['value'], message: sentence(read.problem), expected });
}

function checkOriginal({ reversal_of: original }: EventStep, story: Story, report: Report): void {
  if (original === undefined) return;
  const names = story.value.steps.flatMap(other =>
    'event' in other && other.id !== undefined ? namesOfCopies(other.id, other.repeat) : [],
  );
  if (names.includes(original)) return;
  const { hint, meant } = meantBy(original, names);
  const message = `No event of the story has the \`id\` \`${original}\`${hint}`;
  report({ code: 'name-unknown-reference', path: ['reversal_of'], message, meant });
}
