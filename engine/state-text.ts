import { canonicalJson } from './canonical.ts';
import { printFacts, unpackFacts } from './metrics/index.ts';
import type { Facts, PackedFacts } from './metrics/index.ts';
import { nothingPrinted, printDecisions } from './print-decisions.ts';
import type { DecisionsPacks, PrintedDecisions } from './print-decisions.ts';
import { inPresentFormat, STATE_FORMAT } from './state-format.ts';
import type { FormattedState } from './state-format.ts';
import type {
  BadgeState,
  CustomerFacts,
  CustomerState,
  Decisions,
  RunningMission,
  TemplateHistory,
} from './state.ts';

type Without<T, Usual> = Omit<T, keyof Usual> & Partial<Pick<T, keyof Usual & keyof T>>;

/** What a store keeps: short, since every step of a customer reads and writes it. */
interface PackedState {
  readonly format: typeof STATE_FORMAT;
  readonly keepers: string;
  readonly facts: Omit<CustomerFacts, 'kept'> & { readonly kept: PackedFacts };
  readonly decisions: Omit<Decisions, 'missions' | 'badges' | 'templates'> & {
    readonly missions: readonly Without<RunningMission, typeof USUAL_MISSION>[];
    readonly badges: Readonly<Record<string, Without<BadgeState, typeof USUAL_BADGE>>>;
    readonly templates: Readonly<Record<string, Without<TemplateHistory, typeof USUAL_TEMPLATE>>>;
  };
}

// What most are, and so is left out of the text.
const USUAL_MISSION = { fixed: {}, steps: {}, offset: 0, variant: '', segment: null } as const;
const USUAL_BADGE = { ordinal: 1 } as const;
const USUAL_TEMPLATE = { run: 0 } as const;

export function parseState(text: string): CustomerState {
  const { facts, decisions, keepers } = packedState(text);
  return {
    format: STATE_FORMAT,
    keepers,
    facts: { ...facts, kept: unpackFacts(facts.kept) },
    decisions: {
      ...decisions,
      missions: decisions.missions.map((mission): RunningMission => ({ ...USUAL_MISSION, ...mission })),
      badges: mapped(decisions.badges, (badge): BadgeState => ({ ...USUAL_BADGE, ...badge })),
      templates: mapped(decisions.templates, (history): TemplateHistory => ({
        ...USUAL_TEMPLATE,
        ...history,
      })),
    },
  };
}

/** A state that was kept in an older format, as the present one prints it: the same customer. */
export function inPresentText(text: string): string {
  return formatOf(text) === STATE_FORMAT ? text : printState(parseState(text));
}

function formatOf(text: string): number {
  return (JSON.parse(text) as FormattedState).format;
}

/** Its shape is the writer's, once it has been brought into the present format. */
function packedState(text: string): PackedState {
  const state = JSON.parse(text) as FormattedState;
  return (state.format === STATE_FORMAT ? state : inPresentFormat(state)) as FormattedState & PackedState;
}

/** Canonical text: equal states print alike. */
export function printState({ keepers, facts, decisions }: Omit<CustomerState, 'format'>): string {
  const { first_seen, last_event_at, orphans } = facts;
  const kept = printFacts(facts.kept);
  const packed = `{"first_seen":${first_seen},"kept":${kept},"last_event_at":${last_event_at},"orphans":${canonicalJson(orphans)}}`;
  const decided = printDecisions(decisionsPrintedBeside(facts.kept), decisions, PACKS);
  return `{"decisions":${decided},"facts":${packed},"format":${STATE_FORMAT},"keepers":"${keepers}"}`;
}

/** By the customer's facts, which stay the same object from step to step. */
const printed = new WeakMap<Facts, PrintedDecisions>();

function decisionsPrintedBeside(facts: Facts): PrintedDecisions {
  const known = printed.get(facts) ?? nothingPrinted();
  printed.set(facts, known);
  return known;
}

/** How what is kept differs from what is worked with. */
const PACKS: DecisionsPacks = {
  mission: mission => without(mission, USUAL_MISSION),
  badges: badges => mapped(badges, badge => without(badge, USUAL_BADGE)),
  templates: templates => mapped(templates, history => without(history, USUAL_TEMPLATE)),
};

function without(item: object, usual: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(item).filter(([key, value]) => !(key in usual) || !isSame(value, usual[key])),
  );
}

/** The usual values are plain, or empty objects. */
function isSame(value: unknown, usual: unknown): boolean {
  if (usual === null || typeof usual !== 'object') return value === usual;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (item: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, change(item)]));
}
