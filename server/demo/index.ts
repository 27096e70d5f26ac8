export { ARCHETYPES } from './archetypes.ts';
export type { Archetype } from './archetype.ts';
export type { DemoRecord } from './arrival.ts';
export { demoRecords } from './generate.ts';
export type { DemoOptions } from './generate.ts';
