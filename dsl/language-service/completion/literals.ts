import type { TypeName } from '../../program/logic.ts';
import { phraseOf, TYPES } from '../../types/types.ts';
import { UNITS } from '../../types/units.ts';
import type { ExpectedHere } from '../place/expected-at.ts';
import type { Suggestion } from '../types.ts';

/** Ids of other documents by kind, for texts whose name says what they are. */
export type IdsOf = (kind: string) => readonly string[];

/** An example of a figure where nothing but a figure of that type fits: `300 MB` with its number to be typed over. */
export function literalSuggestions({ type, strict }: ExpectedHere): readonly Suggestion[] {
  if (!strict || type === undefined || !TYPES[type].numeric) return [];
  const { example } = TYPES[type];
  const insert = example.replace(/^[\d.]+/, number => `\${1:${number}}`);
  return [{ label: example, kind: 'value', insert, snippet: true, detail: phraseOf(type) }];
}

/** The units that a number can have, those of the expected type alone where one is known. */
export function unitSuggestions(type: TypeName | undefined, before: string): readonly Suggestion[] {
  const days = /\b(?:for|within|per)\s*$/.test(before);
  const units = UNITS.filter(unit => unit.literal && (days ? unit.name === 'd' : fits(unit.type, type)));
  const percent: Suggestion = { label: '%', kind: 'unit', insert: '%', detail: 'a share of 100' };
  return [
    ...units.map((unit): Suggestion => ({
      label: unit.name,
      kind: 'unit',
      insert: unit.name,
      detail: phraseOf(unit.type),
    })),
    ...(!days && (type === undefined || type === 'number') ? [percent] : []),
  ];
}

function fits(type: TypeName, expected: TypeName | undefined): boolean {
  return expected === undefined || expected === 'any' || expected === 'boolean' || type === expected;
}

/** The texts that what is compared can be; `quoted`: with the quotes around them. */
export function textSuggestions(here: ExpectedHere, idsOf: IdsOf, quoted: boolean): readonly Suggestion[] {
  const values = here.values ?? (here.comparedWith === 'segment' ? idsOf('segment') : []);
  return [...new Set(values)].map(text => {
    const shown = quoted ? JSON.stringify(text) : text;
    return { label: shown, kind: 'value', insert: shown };
  });
}
