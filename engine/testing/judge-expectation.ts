import type { TypeName } from '../../dsl/program/logic.ts';
import type { NamedRule } from '../../dsl/program/program.ts';
import { formatValue } from '../explain/format-value.ts';
import type { Engine } from '../index.ts';
import type { Scalar } from '../logic/index.ts';
import type { Snapshot } from '../model.ts';
import { relatedRules } from './related-rules.ts';
import type { Expectation, ExpectationResult } from './scenario.ts';

/** Whose expectation it is, and when. */
export interface Seen {
  readonly engine: Engine;
  readonly rules: ReadonlyMap<string, NamedRule>;
  readonly snapshot: Snapshot | null;
  readonly customer: string;
  readonly at: number;
}

export type Judgement = Pick<ExpectationResult, 'text' | 'passed' | 'seen' | 'explanation' | 'about'>;

/** Whether what was expected holds, what its parts were, and where it does not, how that came about. */
export function judgeExpectation({ text, rule, parts }: Expectation, where: Seen): Judgement {
  const valueOf = (id: string): Scalar =>
    where.engine.evaluate(where.snapshot, where.at, ruleOf(id, text, where).value);
  const seen = parts.map(part => {
    const value = valueOf(part.rule);
    const { type } = ruleOf(part.rule, text, where).value;
    return { text: part.text, value, shown: shownValue(value, type) };
  });
  if (valueOf(rule) === true) return { text, passed: true, seen };
  const { engine, snapshot, customer, at } = where;
  return {
    text,
    passed: false,
    seen,
    explanation: engine.explainCondition(snapshot, at, ruleOf(rule, text, where).value),
    about: relatedRules(text, engine.program).flatMap(id => engine.explain(snapshot, customer, at, id) ?? []),
  };
}

/** Plain numbers in full: what was rounded may look as if it were met. */
function shownValue(value: Scalar, type: TypeName): string {
  if (value === null) return 'missing';
  return type === 'number' || type === 'boolean' ? String(value) : formatValue(value, type);
}

function ruleOf(id: string, text: string, { rules }: Seen): NamedRule {
  const named = rules.get(id);
  if (named === undefined) throw new Error(`the program was compiled without the expectation "${text}"`);
  return named;
}
