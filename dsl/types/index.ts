export { TYPES } from './types.ts';
export { literalUnit, scaleOf, similarUnit, unitOf, UNITS } from './units.ts';
export type { Unit } from './units.ts';
