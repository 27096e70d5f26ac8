/** What a rule gives back; null is missing. */
export type Scalar = null | boolean | number | string;

/** Anything that logic handles: lists occur inside rules, objects in the raw records that mappings read. */
export type LogicValue = Scalar | readonly LogicValue[] | { readonly [key: string]: LogicValue };

/** JSONLogic's notion of truth: JavaScript's, but an empty list is false. */
export function isTruthy(value: LogicValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** Absent, null and the empty text are all missing. */
export function isMissing(value: LogicValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}

export function scalarOf(value: LogicValue): Scalar {
  if (value !== null && typeof value === 'object') throw new Error('a rule gave a list or an object');
  return value;
}

/** A number as `+` and `*` of JSONLogic read it. */
export function toNumber(value: LogicValue | undefined): number {
  return typeof value === 'number' ? value : Number.parseFloat(String(value));
}
