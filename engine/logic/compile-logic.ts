import type { Logic } from '../../dsl/program/logic.ts';
import type { Access } from './access.ts';
import { generateSource } from './generate-source.ts';
import { toClosure } from './interpret.ts';
import type { Closure } from './interpret.ts';
import { slotAccess } from './slots.ts';
import type { ComputeSlot, SlotEnvironment, Slots, SlotTable } from './slots.ts';
import { scalarOf } from './values.ts';
import type { Scalar } from './values.ts';

/**
 * A rule as a function over slots: `v` and `w` hold the global and local values computed so far, `g` and `h` compute
 * the others.
 */
export type CompiledRule = (v: Slots, g: ComputeSlot, w: Slots, h: ComputeSlot) => Scalar;

/** Compiles a rule to JavaScript, or to nested functions where the runtime forbids generated code. */
export function compileLogic(logic: Logic, slots: SlotTable): CompiledRule {
  const access = slotAccess(slots);
  return (
    generateFunction<SlotEnvironment, CompiledRule>(logic, access) ??
    interpretedRule(toClosure(logic, access.reader))
  );
}

/** The same rule without generated code. */
export function interpretLogic(logic: Logic, slots: SlotTable): CompiledRule {
  return interpretedRule(toClosure(logic, slotAccess(slots).reader));
}

/** A function of the access's parameters; null where the runtime (a browser's content policy) refuses new code. */
export function generateFunction<E, F>(logic: Logic, access: Access<E>): F | null {
  const { code, helpers } = generateSource(logic, access);
  const text = `"use strict"; return (${access.parameters.join(', ')}) => ${code};`;
  try {
    // The text holds operators of the table and literals in JSON form only.
    const make = new Function(...helpers.keys(), text) as (...helpers: unknown[]) => F;
    return make(...helpers.values());
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

function interpretedRule(closure: Closure<SlotEnvironment>): CompiledRule {
  return (v, g, w, h) => scalarOf(closure({ v, g, w, h }));
}
