import fc from 'fast-check';
import jsonLogic from 'json-logic-js';
import type { Logic } from '../../../dsl/program/logic.ts';
import { DECLARED_OPERATORS, varsOf } from '../../../engine/logic/index.ts';
import type { LogicValue, Scalar } from '../../../engine/logic/index.ts';

for (const { name, evaluate } of DECLARED_OPERATORS) {
  // json-logic-js hands over what it evaluated, so the declared functions go in as they are.
  jsonLogic.add_operation(name, (...values: LogicValue[]) => evaluate(...values));
}

export type Data = Readonly<Record<string, Readonly<Record<string, Scalar>>>>;

/** The oracle. */
export function expected(logic: Logic, data: Data): unknown {
  return jsonLogic.apply(logic as jsonLogic.RulesLogic, data);
}

/** A value by its path; what is not there is missing. */
export function lookUp(data: Data, path: string): Scalar {
  const [root = '', name = ''] = path.split('.');
  return data[root]?.[name] ?? null;
}

const NUMBERS = ['metrics.a', 'metrics.b', 'scores.risk', 'mission.level'] as const;
const TEXTS = ['named.type', 'mission.segment'] as const;
const BOOLEANS = ['segments.youth', 'named.staff'] as const;
const WORDS = ['', 'prepaid', 'postpaid', '__proto__', '"; throw 1; "', 'line\u2028end'] as const;

const variable = (paths: readonly string[]): fc.Arbitrary<Logic> =>
  fc.constantFrom(...paths).map((path): Logic => ({ var: path }));

interface Rules {
  readonly number: Logic;
  readonly text: Logic;
  readonly boolean: Logic;
}

/** Well-typed rules over the paths above, guarded as the compiler guards them and also unguarded. */
const { number, text, boolean } = fc.letrec<Rules>((tie: fc.LetrecTypedTie<Rules>) => {
  const several = (part: fc.Arbitrary<Logic>, least: number): fc.Arbitrary<Logic[]> =>
    fc.array(part, { minLength: least, maxLength: 3 });
  const two = (part: fc.Arbitrary<Logic>): fc.Arbitrary<Logic[]> =>
    fc.tuple(part, part).map((pair): Logic[] => [...pair]);
  const operation = (names: readonly string[], operands: fc.Arbitrary<Logic[]>): fc.Arbitrary<Logic> =>
    fc.tuple(fc.constantFrom(...names), operands).map(([name, list]): Logic => ({ [name]: list }));
  const choice = (part: fc.Arbitrary<Logic>): fc.Arbitrary<Logic> =>
    fc.tuple(tie('boolean'), part, part).map((parts): Logic => ({ if: [...parts] }));
  const guarded = (part: fc.Arbitrary<Logic>): fc.Arbitrary<Logic> =>
    part.map((logic): Logic => ({ if: [{ missing: [...varsOf(logic)] }, null, logic] }));
  return {
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.integer({ min: -50, max: 50 }),
      variable(NUMBERS),
      operation(['+', '*', 'min', 'max', 'largest', 'smallest'], several(tie('number'), 2)),
      operation(['-', 'months_after'], two(tie('number'))),
      fc.tuple(tie('number'), fc.constantFrom(0.5, 1, 2)).map((parts): Logic => ({ pow: [...parts] })),
      // A division is always guarded; json-logic-js takes -0 for 0 here and there.
      two(tie('number')).map(([a = 1, b = 1]): Logic => ({ if: [{ '==': [b, 0] }, null, { '/': [a, b] }] })),
      operation(
        ['-', '+', 'nice', 'round_up'],
        tie('number').map((part): Logic[] => [part]),
      ),
      choice(tie('number')),
      guarded(tie('number')),
      fc
        .tuple(fc.subarray([...NUMBERS]), tie('boolean'), tie('number'))
        .map(([paths, test, value]): Logic => ({ if: [{ or: [{ missing: paths }, test] }, null, value] })),
    ),
    text: fc.oneof({ depthSize: 'small' }, fc.constantFrom(...WORDS), variable(TEXTS), choice(tie('text'))),
    boolean: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      variable(BOOLEANS),
      operation(['<', '<=', '>', '>=', '==', '===', '!=', '!=='], two(tie('number'))),
      operation(
        ['<', '<='],
        fc.tuple(tie('number'), tie('number'), tie('number')).map((parts): Logic[] => [...parts]),
      ),
      operation(['==', '===', '!=', '!=='], two(tie('text'))),
      fc.tuple(tie('text'), fc.subarray([...WORDS])).map(([item, list]): Logic => ({ in: [item, list] })),
      fc.tuple(tie('text'), tie('text')).map((parts): Logic => ({ in: [...parts] })),
      operation(['and', 'or'], several(tie('boolean'), 1)),
      operation(
        ['!', '!!'],
        tie('boolean').map((part): Logic[] => [part]),
      ),
      fc.subarray([...NUMBERS, ...TEXTS]).map((paths): Logic => ({ '!': [{ missing: paths }] })),
      choice(tie('boolean')),
      guarded(tie('boolean')),
    ),
  };
});

export const rules: fc.Arbitrary<Logic> = fc.oneof(number, text, boolean);

const someNumber = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  fc.constant(null),
);
const someText = fc.constantFrom(...WORDS, null);
const someBoolean = fc.constantFrom(true, false, null);

export const data: fc.Arbitrary<Data> = fc.record({
  metrics: fc.record({ a: someNumber, b: someNumber }),
  scores: fc.record({ risk: someNumber }),
  mission: fc.record({ level: someNumber, segment: someText }),
  named: fc.record({ type: someText, staff: someBoolean }),
  segments: fc.record({ youth: someBoolean }),
});
