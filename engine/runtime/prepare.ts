import { sha256Hex, stableJson } from '../../dsl/compile/keys.ts';
import type { Manifest } from '../../dsl/program/features.ts';
import type { Expression, Logic } from '../../dsl/program/logic.ts';
import type {
  BadgeRule,
  CampaignRule,
  MissionRule,
  MissionVariant,
  NamedRule,
  PolicyRule,
  Program,
  ScoreRule,
  SegmentRule,
  TierRule,
} from '../../dsl/program/program.ts';
import { isZone } from '../calendar/zone.ts';
import { compileLogic, createSlotTable } from '../logic/index.ts';
import type { CompiledRule, Scalar, SlotTable } from '../logic/index.ts';
import { compileKeepers } from '../metrics/compile-keepers.ts';
import type { CompiledKeepers } from '../metrics/compile-keepers.ts';
import type { AssignedMission, Release } from '../model.ts';
import { renamesKey, renamesOf } from '../upgrade/renames.ts';
import type { Renames } from '../upgrade/renames.ts';
import { affectedIndex, dependentsIndex } from './dependents.ts';
import type { Affected } from './dependents.ts';
import { createSlotReaders, localReader } from './slot-readers.ts';
import type { LocalReader, SlotReader } from './slot-readers.ts';

/** A program under a release's constants, with everything that can be worked out once. */
export interface Prepared {
  readonly program: Program;
  readonly release: Release;
  readonly policy: PolicyRule;
  readonly keepers: CompiledKeepers;
  /** Of what decides which facts an event leaves: other keepers or other ids fold the history again. */
  readonly keepersHash: string;
  readonly renames: Renames;
  readonly slots: SlotTable;
  readonly liveSources: ReadonlySet<string>;
  /** Values that stand fast, by variable path. */
  readonly given: Readonly<Record<string, Scalar>>;
  /** Held conditions by their text. */
  readonly holds: ReadonlyMap<string, Expression>;
  readonly scoreIds: readonly string[];
  readonly segmentIds: readonly string[];
  readonly badgeIds: readonly string[];
  readonly tierIds: readonly string[];
  /** Named metrics that percentiles are measured of. */
  readonly percentileMetrics: readonly string[];
  rule(logic: Logic): CompiledRule;
  /** How a global slot is worked out. */
  reader(slot: number): SlotReader;
  /** How a slot that a mission decides is worked out. */
  localReader(slot: number): LocalReader;
  /** The global slot of a score; undefined where no rule has the id. */
  scoreSlot(id: string): number | undefined;
  score(id: string): ScoreRule | undefined;
  segment(id: string): SegmentRule | undefined;
  mission(id: string): MissionRule | undefined;
  variant(mission: Pick<AssignedMission, 'template' | 'variant'>): MissionVariant | undefined;
  badge(id: string): BadgeRule | undefined;
  tier(id: string): TierRule | undefined;
  named(id: string): NamedRule | undefined;
  campaignsOf(eventType: string): readonly CampaignRule[];
  affectedBy(eventTypes: Iterable<string>): Affected;
  /** Global slots whose value follows from a node of the dependency graph (`event:usage.data`, `standing.tier`). */
  dependentsOf(cause: string): readonly number[];
  affectsHolds(eventType: string): boolean;
  affectsZone(eventType: string): boolean;
  /** The zone that a value names; the policy's where it names none. */
  zoneFor(value: unknown): string;
}

export type RuleCompiler = (logic: Logic, slots: SlotTable) => CompiledRule;

/** For trying rules out, not for living with them. */
export interface EngineOptions {
  /** Makes a function of a rule; another than `compileLogic` may watch what the rule's parts come to. */
  readonly compileRule?: RuleCompiler;
  /** Values that stand fast, whatever the facts would give, by variable path (`scores.risk`, `named.tenure` …). */
  readonly given?: Readonly<Record<string, Scalar>>;
}

export function prepare(
  program: Program,
  release: Release,
  { compileRule = compileLogic, given = {} }: EngineOptions = {},
): Prepared {
  const { manifest, policy } = program;
  const renames = renamesOf(program);
  const locals = new Set(
    Object.values(manifest.features)
      .filter(({ local }) => local)
      .map(({ key }) => `metrics.${key}`),
  );
  const slots = createSlotTable(
    path => path.startsWith('mission.') || path === 'weighted' || locals.has(path),
  );
  const compiled = new WeakMap<object, CompiledRule>();
  const affected = affectedIndex(program);
  const missions = underFormerIds(index(program.missions), renames.mission);
  const campaignsOf = (type: string): readonly CampaignRule[] =>
    program.campaigns.filter(({ trigger }) =>
      trigger?.leaves === undefined
        ? trigger?.event === type
        : trigger.leaves.some(({ event }) => event === type),
    );
  const lookup = {
    named: index(program.named),
    scores: index(program.scores),
    segments: index(program.segments),
    badges: index(program.badges),
    tiers: index(program.tiers),
  };
  const readers: SlotReader[] = [];
  const localReaders: LocalReader[] = [];
  const scoreSlots = new Map(program.scores.map(({ id }) => [id, slots.slotOf(`scores.${id}`).index]));
  const readerOf = createSlotReaders(program);
  return {
    program,
    release,
    policy,
    keepers: compileKeepers(manifest, {
      weekStarts: policy.time.weekStarts,
      latenessMs: policy.time.latenessMs,
    }),
    keepersHash: hashOfFacts(manifest, renames),
    renames,
    slots,
    liveSources: new Set(release.constants.live),
    given,
    holds: new Map(
      Object.entries(manifest.holds).map(([id, { text, logic }]) => [
        id,
        { text, logic, type: 'boolean', missing: false },
      ]),
    ),
    scoreIds: program.scores.map(({ id }) => id),
    segmentIds: program.segments.map(({ id }) => id),
    badgeIds: program.badges.map(({ id }) => id),
    tierIds: program.tiers.map(({ id }) => id),
    percentileMetrics: percentileMetrics(program),
    rule: logic => {
      if (logic === null || typeof logic !== 'object') return () => logic;
      const known = compiled.get(logic);
      if (known !== undefined) return known;
      const rule = compileRule(logic, slots);
      compiled.set(logic, rule);
      return rule;
    },
    reader: slot =>
      (readers[slot] ??= givenReader(given, slots.globals[slot]) ?? readerOf(slots.globals[slot] ?? '')),
    localReader: slot => (localReaders[slot] ??= localReader(program, slots.locals[slot] ?? '')),
    scoreSlot: id => scoreSlots.get(id),
    score: id => lookup.scores.get(id),
    segment: id => lookup.segments.get(id),
    mission: id => missions.get(id),
    variant: ({ template, variant }) => {
      const variants = missions.get(template)?.variants;
      return variants?.find(({ name }) => name === variant) ?? variants?.[0];
    },
    badge: id => lookup.badges.get(id),
    tier: id => lookup.tiers.get(id),
    named: id => lookup.named.get(id),
    campaignsOf,
    affectedBy: types => affected(types),
    dependentsOf: dependentsIndex(program, slots),
    affectsHolds: type => affected([type]).holds,
    affectsZone: type => affected([type]).zone,
    zoneFor: value => (typeof value === 'string' && isZone(value) ? value : policy.time.zone),
  };
}

function givenReader(
  given: Readonly<Record<string, Scalar>>,
  path: string | undefined,
): SlotReader | undefined {
  if (path === undefined || !Object.hasOwn(given, path)) return undefined;
  const value = given[path] ?? null;
  return () => value;
}

function hashOfFacts({ keepers }: Manifest, renames: Renames): string {
  const names = renamesKey(renames);
  return sha256Hex(stableJson(names === undefined ? keepers : [keepers, names])).slice(0, 12);
}

/** What ended under a former id is shown by the present rule. */
function underFormerIds<T>(
  rules: ReadonlyMap<string, T>,
  former: ReadonlyMap<string, string>,
): ReadonlyMap<string, T> {
  const found = [...former].flatMap(([old, present]) => {
    const rule = rules.get(present);
    return rule === undefined ? [] : [[old, rule] as const];
  });
  return new Map([...rules, ...found]);
}

function index<T extends { readonly id: string }>(rules: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rules.map(rule => [rule.id, rule]));
}

function percentileMetrics(program: Program): readonly string[] {
  const found = new Set<string>();
  for (const { read } of Object.values(program.manifest.features))
    if (read.kind === 'percentile') found.add(read.metric);
  return [...found].sort();
}
