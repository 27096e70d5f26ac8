import { figureOf } from '../../syntax/number-words.ts';
import type { Json } from '../build-value.ts';
import { branches } from '../schemas/json-schema.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { plainReading } from './likely-meant.ts';

/** What a value of a type that a field does not take was likely meant as, on one line of YAML. */
export function likelyValue(value: Json, options: readonly JsonSchema[]): string | undefined {
  if (typeof value === 'string') return plainReading(value, options) ?? spelledFigure(value, options);
  if (!Array.isArray(value)) return undefined;
  if (options.some(option => option['x-expression'] === 'condition')) return joined(value);
  return options.map(option => keyed(value, option)).find(text => text !== undefined);
}

/** `five` */
function spelledFigure(text: string, options: readonly JsonSchema[]): string | undefined {
  if (!options.some(({ type }) => type === 'integer' || type === 'number')) return undefined;
  return figureOf(text.trim().split(/[\s-]+/))?.toString();
}

/** `[prepaid, hybrid]`: nobody is in both, mostly, but conditions of a list hold together. */
function joined(items: readonly Json[]): string | undefined {
  const texts = items.filter(item => typeof item === 'string');
  if (texts.length === 0 || texts.length < items.length) return undefined;
  if (texts.some(text => /[:#'"\n]/.test(text))) return undefined;
  if (texts.every(text => /^[A-Za-z_]\w*$/.test(text))) return texts.join(' or ');
  return texts.map(text => (/\bor\b/.test(text) ? `(${text})` : text)).join(' and ');
}

/** `[1.1, 1.2, 1.3]` for a mapping of as many plain fields. */
function keyed(items: readonly Json[], { type, properties = {} }: JsonSchema): string | undefined {
  const fields = Object.entries(properties).slice(0, items.length);
  const fits =
    type === 'object' &&
    items.length > 0 &&
    items.length === Object.keys(properties).length &&
    items.every(item => typeof item === 'number') &&
    fields.every(([, field]) => branches(field).every(option => !/^(object|array)$/.test(option.type ?? '')));
  return fits
    ? `{ ${fields.map(([name], index) => `${name}: ${String(items[index])}`).join(', ')} }`
    : undefined;
}
