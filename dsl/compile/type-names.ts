import type { TypeName } from '../program/logic.ts';
import { TYPES } from '../types/index.ts';

export function isTypeName(text: string): text is TypeName {
  return Object.hasOwn(TYPES, text);
}
