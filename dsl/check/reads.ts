import type { Logic } from '../program/logic.ts';
import { walkTyped } from './typed.ts';
import type { Typed } from './typed.ts';

/** The path that a compiled name reads: `scores.risk`. */
export function pathOf(logic: Logic): string | undefined {
  if (logic === null || typeof logic !== 'object' || !('var' in logic)) return undefined;
  return typeof logic.var === 'string' ? logic.var : undefined;
}

/** Whether something in it comes from a single event or record, where missing values flow through. */
export function readsEvent(value: Typed): boolean {
  return reads(value, 'event') || reads(value, 'record');
}

/** Whether a name under `root` is read: `reads(value, 'mission')`. */
export function reads(value: Typed, root: string): boolean {
  for (const node of walkTyped(value)) {
    if (node.kind === 'attribute' && root === 'event') return true;
    if (node.kind === 'read' && pathOf(node.logic)?.startsWith(`${root}.`) === true) return true;
  }
  return false;
}
