import { stableJson } from '../../../dsl/compile/keys.ts';
import { isList } from '../../../dsl/compile/expressions/logic-vars.ts';
import type { RuleCondition } from '../../../dsl/index.ts';
import type { Logic } from '../../../dsl/program/logic.ts';
import { toClosure } from '../../logic/interpret.ts';
import type { Closure } from '../../logic/interpret.ts';
import { slotAccess } from '../../logic/slots.ts';
import { isTruthy, scalarOf } from '../../logic/values.ts';
import { readEvent } from '../../metrics/event-logic.ts';
import type { EventLogic } from '../../metrics/event-logic.ts';
import type { RuleCompiler } from '../../runtime/prepare.ts';

/** Which ways something has come out so far. */
export interface Outcomes {
  readonly met: boolean;
  readonly unmet: boolean;
}

export interface ConditionWatch {
  /** To be given to the engine in place of its own compiler: as exact, slower, and it notes every outcome. */
  readonly compileRule: RuleCompiler;
  /** The same for logic over one event. */
  compileEventRule(logic: Logic): EventLogic;
  outcomesOf(condition: RuleCondition): Outcomes;
}

interface Watched {
  readonly kind: RuleCondition['kind'];
  readonly seen: { -readonly [Way in keyof Outcomes]: boolean };
}

/** Watches conditions of one compiled program, each by the very object that decides it. */
export function createConditionWatch(conditions: readonly RuleCondition[]): ConditionWatch {
  const watched = watchAll(conditions);
  return {
    compileRule: (logic, slots) => {
      const closure = watchedClosure(logic, watched, slotAccess(slots).reader);
      return (v, g, w, h) => scalarOf(closure({ v, g, w, h }));
    },
    compileEventRule: logic =>
      watchedClosure<Parameters<EventLogic>[0]>(logic, watched, path => {
        const name = path.slice(path.indexOf('.') + 1);
        return event => readEvent(event, name);
      }),
    outcomesOf: ({ logic }) => watched.get(logic)?.seen ?? { met: false, unmet: false },
  };
}

function watchAll(conditions: readonly RuleCondition[]): ReadonlyMap<object, Watched> {
  const watched = new Map<object, Watched>();
  const held = new Map<string, Watched['seen']>();
  for (const { kind, logic, held: text } of conditions) {
    // Of equal held conditions the program keeps one, whoever wrote it: what it comes to is true of all.
    const key = `${kind} ${text ?? ''} ${stableJson(logic)}`;
    const seen = (text === undefined ? undefined : held.get(key)) ?? { met: false, unmet: false };
    if (text !== undefined) held.set(key, seen);
    if (!watched.has(logic)) watched.set(logic, { kind, seen });
  }
  return watched;
}

/** Stands in logic for a part that is watched; no variable of a program begins so. */
const PREFIX = 'watched:';

/** The logic as nested functions, with a variable in place of each watched part that evaluates it and notes the outcome. */
function watchedClosure<Environment>(
  logic: Logic,
  watched: ReadonlyMap<object, Watched>,
  readerOf: (path: string) => Closure<Environment>,
): Closure<Environment> {
  const parts: Closure<Environment>[] = [];
  const reader = (path: string): Closure<Environment> => {
    const part = path.startsWith(PREFIX) ? parts[Number(path.slice(PREFIX.length))] : undefined;
    return part ?? readerOf(path);
  };
  const standIn = (part: Logic, seen: Watched['seen']): Logic => {
    const closure = toClosure(part, reader);
    const noting: Closure<Environment> = environment => {
      const value = closure(environment);
      seen[isTruthy(value) ? 'met' : 'unmet'] = true;
      return value;
    };
    return { var: `${PREFIX}${parts.push(noting) - 1}` };
  };
  const rewrite = (part: Logic): Logic => {
    if (part === null || typeof part !== 'object') return part;
    if (isList(part)) return part.map(rewrite);
    const inner = rewriteArguments(part, rewrite);
    const found = watched.get(part);
    if (found === undefined) return inner;
    return found.kind === 'choice' ? watchChoice(inner, found.seen, standIn) : standIn(inner, found.seen);
  };
  return toClosure(rewrite(logic), reader);
}

type Operation = { readonly [operator: string]: Logic };

function rewriteArguments(operation: Operation, rewrite: (part: Logic) => Logic): Operation {
  return Object.fromEntries(
    Object.entries(operation).map(([operator, args]) =>
      operator === 'var' || operator === 'missing' ? [operator, args] : [operator, rewrite(args)],
    ),
  );
}

/** Of an `if` it is the question that is watched: what it answers says which branch was taken. */
function watchChoice(
  operation: Operation,
  seen: Watched['seen'],
  standIn: (part: Logic, seen: Watched['seen']) => Logic,
): Logic {
  const args = operation['if'];
  if (args === undefined || !isList(args)) throw new Error('a choice is compiled to an if');
  const [question = null, ...branches] = args;
  return { if: [standIn(question, seen), ...branches] };
}
