import jsonLogic from 'json-logic-js';
import { LogicEngine } from 'json-logic-engine';
import type { Logic } from '../../dsl/program/logic.ts';
import {
  compileLogic,
  createSlotTable,
  DECLARED_OPERATORS,
  interpretLogic,
} from '../../engine/logic/index.ts';
import type { CompiledRule, LogicValue, Scalar, Slots, SlotTable } from '../../engine/logic/index.ts';

/** One customer's values; null is missing. */
interface Customer {
  readonly metrics: {
    readonly count: number;
    readonly usual: number | null;
    readonly since: number | null;
    readonly failed: number;
    readonly overdue: number | null;
    readonly taken: number;
    readonly type: string | null;
    readonly bundles: number;
  };
  readonly scores: { readonly engagement: number };
  readonly mission: { readonly target: number | null };
}

interface BenchRule {
  readonly name: string;
  readonly logic: Logic;
  /** What a programmer would have written. */
  readonly byHand: (customer: Customer) => Scalar;
}

const CUSTOMERS = 512;
const ROUND_MS = 60;
const ROUNDS = 7;

const x = (path: string): Logic => ({ var: path });
const ramp = (of: Logic, full: Logic): Logic => ({
  max: [0, { '*': [100, { min: [1, { '/': [of, full] }] }] }],
});

/** In the form that the compiler gives them. */
const RULES: readonly BenchRule[] = [
  {
    name: 'ratio_to_own(count, usual)',
    logic: {
      if: [
        { or: [{ missing: ['metrics.usual'] }, { '===': [x('metrics.usual'), 0] }] },
        null,
        ramp(x('metrics.count'), x('metrics.usual')),
      ],
    },
    byHand: ({ metrics: { count, usual } }) =>
      usual === null || usual === 0 ? null : Math.max(0, 100 * Math.min(1, count / usual)),
  },
  {
    name: 'engagement between 20 and 60 and bundles > 0 and type in [...] and target > count',
    logic: {
      and: [
        { '<=': [20, x('scores.engagement'), 60] },
        { '>': [x('metrics.bundles'), 0] },
        {
          in: [{ if: [{ missing: ['metrics.type'] }, 'prepaid', x('metrics.type')] }, ['prepaid', 'hybrid']],
        },
        { '>': [{ if: [{ missing: ['mission.target'] }, 0, x('mission.target')] }, x('metrics.count')] },
      ],
    },
    byHand: ({ metrics: { bundles, type, count }, scores: { engagement }, mission: { target } }) => {
      const kind = type ?? 'prepaid';
      const inRange = engagement >= 20 && engagement <= 60;
      return inRange && bundles > 0 && (kind === 'prepaid' || kind === 'hybrid') && (target ?? 0) > count;
    },
  },
  {
    name: 'recency(since, 7d)',
    logic: {
      if: [
        { missing: ['metrics.since'] },
        null,
        { min: [100, { '*': [100, { pow: [0.5, { '/': [x('metrics.since'), 604_800_000] }] }] }] },
      ],
    },
    byHand: ({ metrics: { since } }) =>
      since === null ? null : Math.min(100, 100 * 0.5 ** (since / 604_800_000)),
  },
  {
    name: 'largest(ramp(failed, 3), ramp(overdue, 30d), ramp(taken, 3))',
    logic: {
      largest: [
        ramp(x('metrics.failed'), 3),
        { if: [{ missing: ['metrics.overdue'] }, null, ramp(x('metrics.overdue'), 2_592_000_000)] },
        ramp(x('metrics.taken'), 3),
      ],
    },
    byHand: ({ metrics: { failed, overdue, taken } }) => {
      const share = (of: number, full: number): number => Math.max(0, 100 * Math.min(1, of / full));
      const known = Math.max(share(failed, 3), share(taken, 3));
      return overdue === null ? known : Math.max(known, share(overdue, 2_592_000_000));
    },
  },
];

/** ns a rule of each way to evaluate it, measured side by side in one process; the median of several rounds. */
export async function run(): Promise<string[]> {
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => customer(index));
  const lines = [
    'ns a rule (times by hand): generated, nested functions, json-logic-engine, json-logic-js, by hand',
  ];
  for (const rule of RULES) lines.push(await measureRule(rule, customers));
  return lines;
}

async function measureRule(
  { name, logic, byHand }: BenchRule,
  customers: readonly Customer[],
): Promise<string> {
  const slots = createSlotTable(path => path.startsWith('mission.'));
  const engine = new LogicEngine();
  for (const operator of DECLARED_OPERATORS) addEverywhere(operator.name, operator.evaluate, engine);
  const built = engine.build(logic) as (data: unknown) => unknown;
  // For json-logic-engine only what is absent is missing, null is a value.
  const without: readonly unknown[] = customers.map(data => JSON.parse(JSON.stringify(data, dropNull)));
  const ways: Record<string, (index: number) => unknown> = {
    generated: overSlots(compileLogic(logic, slots), slots, customers),
    functions: overSlots(interpretLogic(logic, slots), slots, customers),
    engine: index => built(without[index]),
    oracle: index => jsonLogic.apply(logic as jsonLogic.RulesLogic, customers[index]),
    hand: index => byHand(customers[index] as Customer),
  };
  checkAgreement(name, Object.values(ways));
  const times = measure(ways);
  await Promise.resolve();
  const hand = times.get('hand') ?? 0;
  const shown = [...times].map(([way, ns]) => `${way} ${ns.toFixed(1)} (${(ns / hand).toFixed(2)})`);
  return `${name}: ${shown.join(', ')}`;
}

function dropNull(_: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

function addEverywhere(
  name: string,
  evaluate: (...values: LogicValue[]) => LogicValue,
  engine: LogicEngine,
): void {
  jsonLogic.add_operation(name, (...values: LogicValue[]) => evaluate(...values));
  engine.addMethod(name, (values: LogicValue[] | LogicValue) =>
    Array.isArray(values) ? evaluate(...(values as LogicValue[])) : evaluate(values as LogicValue),
  );
}

/** The values are computed already, as they are for all rules but the first that asks. */
function overSlots(
  rule: CompiledRule,
  slots: SlotTable,
  customers: readonly Customer[],
): (index: number) => unknown {
  const globals = customers.map(data => slots.globals.map(path => lookUp(data, path)));
  const locals = customers.map(data => slots.locals.map(path => lookUp(data, path)));
  const never = (): Scalar => {
    throw new Error('every value is there');
  };
  return index => rule(globals[index] as Slots, never, locals[index] as Slots, never);
}

function checkAgreement(name: string, ways: readonly ((index: number) => unknown)[]): void {
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const results = ways.map(way => JSON.stringify(way(index)));
    if (new Set(results).size > 1) throw new Error(`${name}: ${results.join(' / ')}`);
  }
}

/** Rounds take turns, so that a slow moment of the machine meets all ways alike. */
function measure(ways: Readonly<Record<string, (index: number) => unknown>>): Map<string, number> {
  const samples = new Map(Object.keys(ways).map((way): [string, number[]] => [way, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [way, evaluate] of Object.entries(ways)) {
      const ns = measureOnce(evaluate);
      if (round > 0) samples.get(way)?.push(ns);
    }
  }
  return new Map([...samples].map(([way, list]) => [way, list.sort((a, b) => a - b)[list.length >> 1] ?? 0]));
}

let sink = 0;

function measureOnce(evaluate: (index: number) => unknown): number {
  const start = process.hrtime.bigint();
  const end = start + BigInt(ROUND_MS * 1_000_000);
  let count = 0;
  let now = start;
  while (now < end) {
    for (let pass = 0; pass < 8; pass += 1) {
      for (let index = 0; index < CUSTOMERS; index += 1) {
        if (evaluate(index) === true) sink += 1;
      }
    }
    count += 8 * CUSTOMERS;
    now = process.hrtime.bigint();
  }
  return Number(now - start) / count;
}

/** Made-up, the same in every run: about a quarter lacks what may be missing. */
function customer(index: number): Customer {
  const at = (salt: number, range: number): number => ((index * 2_654_435_761 + salt * 40_503) >>> 7) % range;
  const known = <T>(salt: number, value: T): T | null => (at(salt, 4) === 0 ? null : value);
  return {
    metrics: {
      count: at(1, 300),
      usual: known(2, at(3, 250)),
      since: known(4, at(5, 2_000_000_000)),
      failed: at(6, 5),
      overdue: known(7, at(8, 3_000_000_000)),
      taken: at(9, 4),
      type: known(10, ['prepaid', 'postpaid', 'hybrid'][at(11, 3)] ?? 'prepaid'),
      bundles: at(12, 3),
    },
    scores: { engagement: at(13, 1001) / 10 },
    mission: { target: known(14, at(15, 400)) },
  };
}

function lookUp(data: Customer, path: string): Scalar {
  const [root = '', name = ''] = path.split('.');
  const group: unknown = Object.entries(data).find(([key]) => key === root)?.[1];
  return ((group as Record<string, Scalar> | undefined)?.[name] ?? null) as Scalar;
}

if (process.argv[1]?.match(/[\\/]rules\.[jt]s$/)) {
  for (const line of await run()) console.log(line);
  if (sink < 0) console.log(sink);
}
