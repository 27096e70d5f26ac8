import type { EventType, NormalisedEvent } from '../../api/types.ts';
import { formatDateTime } from '../../components/time-format.ts';
import { formatQuantity, wordsOf } from '../../components/format.ts';

/** An event in a few words: its value, what is true of it, its texts; numbers in the catalogue's units. */
export function eventWords(event: NormalisedEvent, type: EventType | undefined): string {
  const value = event.value === undefined ? [] : [formatQuantity(event.value, event.unit ?? '')];
  const attributes = Object.entries(event.attributes).flatMap(([name, attribute]) =>
    attributeWords(name, attribute, type?.attributes[name]?.unit, type?.attributes[name]?.type),
  );
  const reversal = event.reversal_of === undefined ? [] : ['a reversal'];
  return [...value, ...reversal, ...attributes].join(' · ');
}

function attributeWords(
  name: string,
  value: string | number | boolean,
  unit: string | undefined,
  type: string | undefined,
): string[] {
  const word = wordsOf(name).toLowerCase();
  if (typeof value === 'boolean') return value ? [word] : [];
  if (typeof value === 'number') return [`${word} ${formatQuantity(value, unit ?? '')}`];
  if (type === 'time') return [`${word} ${formatDateTime(value)}`];
  return [type !== undefined && /^[a-z_]+$/.test(value) ? value.replaceAll('_', ' ') : value];
}
