import { likelyDate } from '../calendar-date.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';

/** What was likely meant, spelt as the pattern takes it. */
export function respelt(text: string, pattern: string): string | undefined {
  // The dots of an event's id part its words.
  const spelt = [text.split('.').map(asId).join('.'), asId(text), likelyDate(text)];
  return spelt.find(candidate => candidate !== undefined && new RegExp(pattern).test(candidate));
}

/** "Power User" → "power_user", "Très actif" → "tres_actif" */
export function asId(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
}

/** A figure in quotes, or another word for true and false. */
export function plainReading(text: string, options: readonly JsonSchema[]): string | undefined {
  const takes = (type: string) => options.some(option => option.type === type);
  if (takes('boolean') && /^(yes|on|no|off)$/i.test(text)) return String(/^(yes|on)$/i.test(text));
  if (takes('integer') && /^\d+$/.test(text)) return text;
  return takes('number') && /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
}
