import type { Catalogue, FeatureRegistry, NameInfo, Scope } from '../check/scope.ts';
import type { DocumentOf } from '../documents/document.ts';
import type { Expression, TypeName } from '../program/logic.ts';
import type { NamedRule } from '../program/program.ts';
import type { FieldCompiler } from './field-compiler.ts';
import { isTypeName } from './type-names.ts';

const STANDING: Readonly<Record<string, NameInfo>> = {
  points_balance: {
    type: 'points',
    missing: false,
    logic: { var: 'standing.points_balance' },
    description: 'Points that can be spent.',
  },
  points_pending: {
    type: 'points',
    missing: false,
    logic: { var: 'standing.points_pending' },
    description: 'Points held back for now.',
  },
  tier: { type: 'text', missing: false, logic: { var: 'standing.tier' }, description: 'The tier held.' },
  active_missions: {
    type: 'number',
    missing: false,
    logic: { var: 'standing.active_missions' },
    description: 'Missions that stand now.',
  },
};

export interface NamesInput {
  readonly metrics: readonly DocumentOf<'metric'>[];
  readonly segments: readonly DocumentOf<'segment'>[];
  readonly scores: readonly DocumentOf<'score'>[];
  readonly tierLevels: readonly string[];
  /** Ids of documents too faulty to be loaded: known names of which nothing more is known. */
  readonly faulty: readonly string[];
  readonly catalogue: Catalogue;
  readonly features: FeatureRegistry;
  readonly fields: FieldCompiler;
}

export interface Names {
  /** Everything that rules see; `own` names (level, target …) come on top. */
  scope(own?: Readonly<Record<string, NameInfo>>, options?: ScopeOptions): Scope;
  /** All metrics, compiled. */
  named(): readonly NamedRule[];
}

export interface ScopeOptions {
  readonly fixedNames?: readonly string[];
  readonly periodWindow?: boolean;
  readonly stepWindow?: boolean;
}

/** The one namespace of rules. Metrics are compiled when a rule first names them, so that their order is free. */
export function createNames(input: NamesInput): Names {
  const documents = new Map(input.metrics.map(document => [document.id, document]));
  const compiled = new Map<string, Expression | 'circular' | 'faulty'>();
  const fixed: Record<string, NameInfo> = {
    ...STANDING,
    tier: { ...STANDING['tier'], values: input.tierLevels } as NameInfo,
    first_seen: {
      type: 'time',
      missing: false,
      logic: { var: 'first_seen' },
      description: 'When the first event happened.',
    },
  };
  for (const { id, name } of input.scores) {
    fixed[id] = { type: 'number', missing: false, logic: { var: `scores.${id}` }, description: name };
  }
  for (const { id, name } of input.segments) {
    fixed[id] = { type: 'boolean', missing: false, logic: { var: `segments.${id}` }, description: name };
  }

  const compileMetric = (document: DocumentOf<'metric'>): Expression | 'circular' | 'faulty' => {
    const known = compiled.get(document.id);
    if (known !== undefined) return known;
    compiled.set(document.id, 'circular');
    const type = declaredType(document, input.fields);
    const expected = { missing: true, ...(type === undefined ? {} : { type }) };
    const expression = input.fields.expression(document, ['value'], document.value.value, scope(), expected);
    const result = expression ?? 'faulty';
    compiled.set(document.id, result);
    return result;
  };

  const resolveMetric = (id: string): NameInfo | 'circular' | undefined => {
    const document = documents.get(id);
    if (document === undefined) return undefined;
    const expression = compileMetric(document);
    if (expression === 'circular') return 'circular';
    const logic = { var: `named.${id}` };
    // A faulty metric was reported where it stands; what names it must not be reported again.
    if (expression === 'faulty') return { type: declaredType(document) ?? 'any', missing: false, logic };
    return { type: expression.type, missing: expression.missing, logic, description: document.name };
  };

  const faulty = new Map(input.faulty.map(id => [id, { type: 'any', missing: false, logic: null } as const]));
  const names = [...Object.keys(fixed), ...documents.keys()];

  function scope(own: Readonly<Record<string, NameInfo>> = {}, options: ScopeOptions = {}): Scope {
    return {
      resolve: name => own[name] ?? fixed[name] ?? resolveMetric(name) ?? faulty.get(name),
      names: [...Object.keys(own), ...names],
      catalogue: input.catalogue,
      features: input.features,
      fixedNames: options.fixedNames ?? [],
      allows: {
        aggregates: true,
        holds: true,
        periodWindow: options.periodWindow ?? false,
        stepWindow: options.stepWindow ?? false,
        record: false,
      },
    };
  }

  return {
    scope,
    named: () =>
      input.metrics.flatMap(document => {
        const value = compileMetric(document);
        if (value === 'circular' || value === 'faulty') return [];
        const { id, name } = document;
        const { description } = document.value;
        return [{ id, name, ...(description === undefined ? {} : { description }), value }];
      }),
  };
}

function declaredType(document: DocumentOf<'metric'>, fields?: FieldCompiler): TypeName | undefined {
  const { type } = document.value;
  if (type === undefined || isTypeName(type)) return type;
  fields?.report(
    document,
    ['type'],
    'name-unknown-type',
    `\`${type}\` is no type`,
    'number, text, boolean, time, duration, data, speed, money or points',
  );
  return undefined;
}
