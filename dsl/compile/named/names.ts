import type { Catalogue, FeatureRegistry, NameInfo, Scope } from '../../check/scope.ts';
import type { DocumentOf } from '../../documents/document.ts';
import type { NamedRule } from '../../program/program.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { createNamedDocuments } from './named-documents.ts';
import type { NamedDocument } from './named-documents.ts';
import { ownValue } from '../../program/own-value.ts';

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
  /** Metrics, parameters and tables. */
  readonly named: readonly NamedDocument[];
  /** The policy's time zone. */
  readonly zone: string;
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
  /** All metrics, parameters and tables, compiled. */
  named(): readonly NamedRule[];
}

export interface ScopeOptions {
  readonly fixedNames?: readonly string[];
  readonly periodWindow?: boolean;
  readonly stepWindow?: boolean;
}

/** The one namespace of rules. Values with a name are compiled when a rule first names them. */
export function createNames(input: NamesInput): Names {
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

  const named = createNamedDocuments({
    documents: input.named,
    fields: input.fields,
    zone: input.zone,
    scope: () => scope(),
  });

  const faulty = new Map(input.faulty.map(id => [id, { type: 'any', missing: false, logic: null } as const]));
  const names = [...Object.keys(fixed), ...named.names];
  const withOwn = new Map<string, readonly string[]>();

  /** One list for all rules with the same names of their own: it is long, and asked for often. */
  function namesWith(own: readonly string[]): readonly string[] {
    const key = own.join();
    const known = withOwn.get(key) ?? [...own, ...names];
    withOwn.set(key, known);
    return known;
  }

  function scope(own: Readonly<Record<string, NameInfo>> = {}, options: ScopeOptions = {}): Scope {
    return {
      resolve: name =>
        ownValue(own, name) ?? ownValue(fixed, name) ?? named.resolve(name) ?? faulty.get(name),
      circleOf: named.circleOf,
      get names() {
        return namesWith(Object.keys(own));
      },
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
    named: named.rules,
  };
}
