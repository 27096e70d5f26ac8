import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateLogic } from '../../../dsl/documents/index.ts';
import { featureText } from '../../../dsl/compile/keys.ts';
import type { Expression, Logic, TypeName } from '../../../dsl/index.ts';
import {
  compileLogic,
  createSlotTable,
  DECLARED_OPERATORS,
  interpretLogic,
  varsOf,
} from '../../../engine/logic/index.ts';
import type { Scalar, Slots } from '../../../engine/logic/index.ts';
import { defaultProgram } from '../../support/default-rules.ts';
import { jsonLogicWith } from '../../support/json-logic.ts';

const oracle = jsonLogicWith(
  Object.fromEntries(DECLARED_OPERATORS.map(({ name, evaluate }) => [name, evaluate])),
);
const rules = expressionsIn(defaultProgram());

describe('every compiled rule of the default content', () => {
  it('is there to be tested', () => {
    expect(rules.length).toBeGreaterThan(300);
  });

  it('fits the schema of compiled rules', () => {
    for (const { text, logic } of rules) expect([text, validateLogic(logic)]).toEqual([text, []]);
  });

  it('gives what json-logic-js gives, generated and interpreted, for whatever the features are', () => {
    for (const { text, logic } of rules) {
      const paths = varsOf(logic).filter(path => !path.startsWith('event.') && !path.startsWith('record.'));
      if (paths.length < varsOf(logic).length) continue;
      fc.assert(
        fc.property(fc.tuple(...paths.map(valuesOf)), values => {
          const known = new Map(paths.map((path, index) => [path, values[index] ?? null]));
          const expected = unsigned(oracle(logic, nested(known)));
          expect([text, run(compileLogic, logic, known)]).toEqual([text, expected ?? null]);
          expect([text, run(interpretLogic, logic, known)]).toEqual([text, expected ?? null]);
        }),
        { numRuns: 30 },
      );
    }
  });
});

function run(compile: typeof compileLogic, logic: Logic, known: ReadonlyMap<string, Scalar>): Scalar {
  const slots = createSlotTable(() => false);
  const rule = compile(logic, slots);
  const values: Slots = [];
  const read = (slot: number): Scalar => (values[slot] = known.get(slots.globals[slot] ?? '') ?? null);
  return unsigned(rule(values, read, values, read));
}

/** json-logic-js reads figures through texts, where there is no -0. */
function unsigned<T>(value: T): T | 0 {
  return value === 0 ? 0 : value;
}

/** All checked expressions of the program, wherever they stand in it. */
function expressionsIn(value: unknown): readonly Expression[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields['text'] === 'string' && 'logic' in fields && 'missing' in fields)
    return [value as Expression];
  return Object.values(fields).flatMap(expressionsIn);
}

/** Values of the type that the checker promises of a variable; null only where it may be missing. */
function valuesOf(path: string): fc.Arbitrary<Scalar> {
  if (path === 'zone') return fc.constant('UTC');
  const { type, missing } = kindOf(path);
  const value = byType(type);
  return missing ? fc.option(value, { nil: null }) : value;
}

function byType(type: TypeName): fc.Arbitrary<Scalar> {
  if (type === 'boolean') return fc.boolean();
  if (type === 'text')
    return fc.constantFrom('prepaid', 'postpaid', 'business', 'portout.requested', 'upsell', 'x');
  if (type === 'any')
    return fc.oneof(fc.integer(), fc.constantFrom('a', 'true', '2026-01-05', '12'), fc.boolean());
  if (type === 'time') return fc.integer({ min: 1_500_000_000_000, max: 1_800_000_000_000 });
  return fc.oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.double({ min: -1e3, max: 1e10, noNaN: true }).map(value => Math.round(value * 1000) / 1000 + 0),
    fc.constant(0),
  );
}

function kindOf(path: string): { readonly type: TypeName; readonly missing: boolean } {
  const program = defaultProgram();
  const name = path.slice(path.indexOf('.') + 1);
  if (path.startsWith('metrics.')) {
    const feature = program.manifest.features[name];
    if (feature === undefined) throw new Error(`no feature ${featureText(name)}`);
    return feature;
  }
  if (path.startsWith('named.')) {
    const rule = program.named.find(({ id }) => id === name);
    if (rule === undefined) throw new Error(`no metric ${name}`);
    return rule.value;
  }
  if (path.startsWith('segments.')) return { type: 'boolean', missing: false };
  if (path === 'now' || path === 'first_seen') return { type: 'time', missing: false };
  if (path === 'standing.tier' || path === 'mission.segment') return { type: 'text', missing: false };
  return { type: 'number', missing: false };
}

/** `metrics.x` → {metrics: {x}}: keys have no dots of their own. */
function nested(values: ReadonlyMap<string, Scalar>): object {
  const root: Record<string, unknown> = {};
  for (const [path, value] of values) {
    const names = path.split('.');
    let place = root;
    for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Record<string, unknown>;
    place[names.at(-1) ?? ''] = value;
  }
  return root;
}
