export { compileLogic, interpretLogic } from './compile-logic.ts';
export type { CompiledRule } from './compile-logic.ts';
export { DECLARED_OPERATORS } from './declared-operators.ts';
export { evaluateLogic, evaluateWith } from './evaluate-logic.ts';
export { varsOf } from './operation.ts';
export { createSlotTable } from './slots.ts';
export type { ComputeSlot, Slots, SlotTable } from './slots.ts';
export { isMissing, isTruthy } from './values.ts';
export type { LogicValue, Scalar } from './values.ts';
