export type { Change } from './change.ts';
export { compare } from './compare.ts';
export type { ReadRules } from './compare.ts';
