/** The words in which the engine, stores and callers speak with each other; plain data throughout. */
export type * from './model/effect.ts';
export type * from './model/input.ts';
export type * from './model/release.ts';
export type * from './model/step.ts';
