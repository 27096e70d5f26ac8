import fc from 'fast-check';
import type { TypeName } from '../../../dsl/program/logic.ts';

/** Types that generated expressions have, with names of the telecom scope and literals of each. */
const LEAVES = {
  number: {
    names: [
      'engagement',
      'risk',
      'active_bundles',
      'churn_probability',
      'on_time_share',
      'count(usage, 30d)',
    ],
    literals: ['0', '1', '2.5', '60%', '100'],
  },
  duration: {
    names: ['tenure', 'silent', 'payment_gap', 'recharge_gap', 'since(payment)'],
    literals: ['30d', '12h', '90 min', '0d'],
  },
  data: {
    names: ['data_7d', 'sum(usage.data where off_peak, 7d)', 'max(usage.data, 30d)'],
    literals: ['300 MB', '1.5 GB', '7 byte'],
  },
  money: {
    names: ['cash_in_30d', 'avg(recharge.completed, 90d)', 'percentile(cash_in_30d, 80%)'],
    literals: ['20', '0', '7.5'],
  },
  points: {
    names: ['points_balance', 'qualifying_points', 'cheapest_reward'],
    literals: ['500', '20 points'],
  },
  time: { names: ['now', 'first_seen', 'activated_at', 'last(payment.time)'], literals: ['now'] },
  text: {
    names: ['tier', 'dwh_segment', 'nbo_sku', 'payment_type'],
    literals: ['"gold"', '"prepaid"', '""'],
  },
  condition: {
    names: ['prepaid', 'staff', 'risk >= 60 for 3d', 'silent > 7d within 30d'],
    literals: ['true', 'false'],
  },
} as const;

export type GeneratedType = keyof typeof LEAVES;
type Numeric = 'number' | 'duration' | 'data' | 'money' | 'points';
const NUMERIC: readonly Numeric[] = ['number', 'duration', 'data', 'money', 'points'];
const QUANTITIES: readonly Numeric[] = ['duration', 'data'];

type Texts = Record<GeneratedType, string>;
type Tie = (type: GeneratedType) => fc.Arbitrary<string>;

/**
 * Texts whose types mostly fit; whether a missing value stands where none may be is left to chance, apart from what
 * is compared, which is mostly given an `otherwise`.
 */
export function typedTexts(types: readonly GeneratedType[]): fc.Arbitrary<string> {
  const all = fc.letrec<Texts>(tie => {
    const at: Tie = type => tie(type);
    return {
      number: oneOf('number', at, [...numeric('number', at), ...numbersOnly(at)]),
      duration: oneOf('duration', at, numeric('duration', at)),
      data: oneOf('data', at, numeric('data', at)),
      money: oneOf('money', at, numeric('money', at)),
      points: oneOf('points', at, numeric('points', at)),
      time: oneOf('time', at, [
        texts`${at('time')} + ${at('duration')}`,
        texts`${at('time')} - ${at('duration')}`,
        texts`months_after(${at('time')}, ${at('number')})`,
      ]),
      text: oneOf('text', at, []),
      condition: oneOf('condition', at, conditions(at)),
    };
  });
  return fc.oneof(...types.map(type => all[type]));
}

function oneOf(type: GeneratedType, at: Tie, more: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const { names, literals } = LEAVES[type];
  const leaf = fc.constantFrom<string>(...names, ...names, ...literals);
  return fc
    .oneof(
      { maxDepth: 4, depthSize: 'small', depthIdentifier: 'typed expression', withCrossShrink: true },
      leaf,
      leaf,
      texts`${at(type)} otherwise ${fc.constantFrom(...literals)}`,
      texts`${at(type)} otherwise (${at(type)})`,
      texts`if ${at('condition')} then ${at(type)} else ${at(type)}`,
      ...more,
    )
    .map(text => (leafLike(text) ? text : `(${text})`));
}

function leafLike(text: string): boolean {
  return /^[\w.]+$|^"\w*"$/.test(text);
}

function numeric(type: Numeric, at: Tie): readonly fc.Arbitrary<string>[] {
  return [
    texts`${at(type)} + ${at(type)}`,
    texts`${at(type)} - ${at(type)}`,
    texts`${at(type)} * ${at('number')}`,
    texts`${at('number')} * ${at(type)}`,
    texts`${at(type)} / ${at('number')}`,
    texts`-${at(type)}`,
    texts`${fc.constantFrom('largest', 'smallest')}(${at(type)}, ${at(type)}, ${at(type)})`,
    texts`nice(${at(type)})`,
    texts`round_up(${at(type)})`,
  ];
}

function numbersOnly(at: Tie): readonly fc.Arbitrary<string>[] {
  return [
    ...NUMERIC.map(type => texts`${at(type)} / ${at(type)}`),
    ...QUANTITIES.map(type => texts`${fc.constantFrom('ramp', 'ratio_to_own')}(${at(type)}, ${at(type)})`),
    texts`recency(${at('duration')}, ${at('duration')})`,
    texts`drop(${at('money')}, ${at('money')}, ${at('number')})`,
    texts`exp(${at('number')})`,
    texts`months_since(${at('time')})`,
  ];
}

function conditions(at: Tie): readonly fc.Arbitrary<string>[] {
  const ordered = [...NUMERIC, 'time'] as const;
  const sure = (type: GeneratedType): fc.Arbitrary<string> =>
    fc.oneof(
      { arbitrary: texts`(${at(type)} otherwise ${fc.constantFrom(...LEAVES[type].literals)})`, weight: 3 },
      { arbitrary: at(type), weight: 1 },
    );
  const order = fc.constantFrom('<', '<=', '>', '>=');
  const any = (['number', 'money', 'text', 'condition', 'time'] as const).map(
    type => texts`${at(type)} ${fc.constantFrom('is missing', 'is not missing')}`,
  );
  return [
    ...ordered.map(type => texts`${sure(type)} ${order} ${sure(type)}`),
    ...ordered.slice(0, 3).map(type => texts`${sure(type)} between ${sure(type)} and ${sure(type)}`),
    texts`${sure('text')} ${fc.constantFrom('=', '!=')} ${sure('text')}`,
    texts`${sure('number')} ${fc.constantFrom('=', '!=')} ${sure('number')}`,
    texts`${sure('text')} ${fc.constantFrom('in', 'not in')} [${sure('text')}, "gold"]`,
    texts`not ${at('condition')}`,
    texts`${at('condition')} and ${at('condition')}`,
    texts`${at('condition')} or ${at('condition')} or ${at('condition')}`,
    ...any,
  ];
}

function texts(parts: TemplateStringsArray, ...holes: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...holes).map(values => parts.map((part, index) => part + (values[index] ?? '')).join(''));
}

interface Feature {
  readonly type: TypeName;
  readonly missing: boolean;
}

/** What the aggregates and holds of generated expressions give. */
export const GENERATED_FEATURES: Readonly<Record<string, Feature>> = {
  'count(usage, 30d)': { type: 'number', missing: false },
  'since(payment)': { type: 'duration', missing: true },
  'sum(usage.data where off_peak, 7d)': { type: 'data', missing: false },
  'max(usage.data, 30d)': { type: 'data', missing: true },
  'avg(recharge.completed, 90d)': { type: 'money', missing: true },
  'percentile(cash_in_30d, 80%)': { type: 'money', missing: true },
  'last(payment.time)': { type: 'time', missing: true },
  'risk >= 60 for 3d': { type: 'boolean', missing: false },
  'silent > 7d within 30d': { type: 'boolean', missing: false },
};
