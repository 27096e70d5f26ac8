export * from './domain.ts';
export * from './interval.ts';
export * from './interval-arithmetic.ts';
export * from './text-set.ts';
