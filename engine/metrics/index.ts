export { compileKeepers } from './compile-keepers.ts';
export type { CompiledKeepers } from './compile-keepers.ts';
export { seenEvent } from './fact-event.ts';
export type { FactEvent } from './fact-event.ts';
export { emptyFacts, foldEvent, pruneFacts } from './facts.ts';
export type { Facts } from './facts.ts';
export type { FactsCalendar } from './moment.ts';
export { readFeature } from './read-features.ts';
export type { ReadContext } from './read-features.ts';
