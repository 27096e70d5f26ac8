import type { Typed } from '../../check/typed.ts';
import type { Logic } from '../../program/logic.ts';
import type { Span } from '../../syntax/ast.ts';
import type { Compiled } from './missing.ts';

/**
 * Something in an author's text that can come out either way, with the logic that decides it (the very object in the
 * program).
 * - condition: one comparison, membership, yes/no name or hold; it is met or not
 * - decision: several of them joined by `and`, `or` and `not`, as a whole
 * - choice: an `if`; the logic is the whole of it, whose first argument chooses
 * - case: a row of a table that fits, or a dated value of a parameter that holds
 */
export interface TextCondition {
  readonly kind: 'condition' | 'decision' | 'choice' | 'case';
  readonly span: Span;
  readonly logic: object;
  /** The held condition (`… for 14d`) that it is part of: equal ones are compiled once for all rules. */
  readonly held?: string;
}

/** Hears of every checked node and what it compiled to; gives back what is to be used for it. */
export interface ConditionNotes {
  note(node: Typed, compiled: Compiled): Compiled;
  /** The same notes for what stands inside a held condition. */
  inside(held: string): ConditionNotes;
}

/** Collects the conditions of one text into `conditions`, in the order of their compilation: inner ones first. */
export function createConditionNotes(conditions: TextCondition[], held?: string): ConditionNotes {
  const noted = new Map<Typed, TextCondition>();
  return {
    note: (node, compiled) => {
      const kind = kindOf(node);
      const { logic } = compiled;
      if (kind === undefined || logic === null || typeof logic !== 'object') return compiled;
      for (const part of partsOf(node)) forget(noted, conditions, part, kind);
      const own = ownCopy(logic);
      const { span } = node.source;
      const condition = { kind, span, logic: own, ...(held === undefined ? {} : { held }) };
      noted.set(node, condition);
      conditions.push(condition);
      return { ...compiled, logic: own };
    },
    inside: text => createConditionNotes(conditions, text),
  };
}

function kindOf(node: Typed): TextCondition['kind'] | undefined {
  if (node.kind === 'if') return 'choice';
  if (node.type !== 'boolean') return undefined;
  switch (node.kind) {
    case 'logical':
      return 'decision';
    case 'not':
    case 'constant':
    case 'otherwise':
    case 'convert':
      return undefined;
    default:
      return 'condition';
  }
}

/** A yes/no name that is compared is no condition of its own, nor is one `and` inside another a decision of its own. */
function partsOf(node: Typed): readonly Typed[] {
  switch (node.kind) {
    case 'compare':
      return [node.left, node.right];
    case 'between':
      return [node.value, node.low, node.high];
    case 'in':
    case 'isMissing':
      return [node.value];
    case 'logical':
      return node.operands.map(operand => (operand.kind === 'not' ? operand.operand : operand));
    default:
      return [];
  }
}

function forget(
  noted: ReadonlyMap<Typed, TextCondition>,
  conditions: TextCondition[],
  part: Typed,
  kind: TextCondition['kind'],
): void {
  const inner = noted.get(part);
  if (inner?.kind === kind) conditions.splice(conditions.indexOf(inner), 1);
}

/** Names hand out one object for all who read them; a condition is told from others by its own. */
function ownCopy(logic: Exclude<Logic, null | boolean | number | string>): {
  readonly [operator: string]: Logic;
} {
  return Object.fromEntries(Object.entries(logic));
}
