import type {
  Decide,
  Effect,
  Entry,
  Input,
  Json,
  NormalisedEvent,
  Snapshot,
  StepEntry,
} from '../../engine/model.ts';
import { canonicalJson } from '../../engine/canonical.ts';

/** What the decide of these tests knows of a customer: how many inputs it has seen, their sum, their ids in order. */
export interface Counted {
  readonly count: number;
  readonly sum: number;
  readonly ids: readonly string[];
}

const nothing: Counted = { count: 0, sum: 0, ids: [] };

/** The value an event or command adds. */
function amountOf(body: Entry['input']): number {
  if (body === null) return 0;
  if ('do' in body) return body.do === 'progress' ? body.current_value : 1;
  return body.value ?? 0;
}

function add(state: Counted, id: string, body: Entry['input']): Counted {
  return { count: state.count + 1, sum: state.sum + amountOf(body), ids: [...state.ids, id] };
}

/**
 * A small deterministic rule: inputs are counted and added up. `mark` and `send` attributes of an event ask for a
 * mark and deliveries, `score`, `segment`, `tier` and `mission` set the summary.
 */
export const countingDecide: Decide = (before, fresh) => {
  let state = before ? counted(before) : nothing;
  let summary = before?.summary ?? emptySummary;
  const entries: StepEntry[] = [];
  for (const input of fresh) {
    state = add(state, input.id, input.body);
    summary = summarise(summary, input, state);
    entries.push(entryFor(input, state));
  }
  const at = Math.max(before?.at ?? 0, ...fresh.map(input => input.at));
  const dueAt = fresh.some(input => input.kind === 'tick') ? null : at + 1_000;
  return { at, release: 1, program: 'counting', state: canonicalJson(state), summary, dueAt, entries };
};

/** The state that a journal folds to; what a store shows must be the same. */
export function foldJournal(entries: readonly Entry[]): Counted {
  return entries.reduce((state, entry) => add(state, entry.id, entry.input), nothing);
}

export function counted(snapshot: Snapshot): Counted {
  return JSON.parse(snapshot.state) as Counted;
}

const emptySummary: Snapshot['summary'] = {
  scores: {},
  segments: [],
  tier: 'basic',
  points: 0,
  missions: [],
  badges: 0,
  last_event_at: null,
  metrics: {},
};

function summarise(summary: Snapshot['summary'], input: Input, state: Counted): Snapshot['summary'] {
  if (input.kind !== 'event') return summary;
  const { score, segment, tier, mission } = input.body.attributes;
  return {
    ...summary,
    scores: typeof score === 'number' ? { ...summary.scores, risk: score } : summary.scores,
    segments: typeof segment === 'string' ? segment.split(',').filter(id => id !== '') : summary.segments,
    tier: typeof tier === 'string' ? tier : summary.tier,
    missions: typeof mission === 'string' ? mission.split(',').filter(id => id !== '') : summary.missions,
    last_event_at: input.at,
    metrics: { sum: state.sum },
  };
}

function entryFor(input: Input, state: Counted): StepEntry {
  const attributes: NormalisedEvent['attributes'] = input.kind === 'event' ? input.body.attributes : {};
  const effects = [{ kind: 'score_changed', score: 'risk', before: state.sum, after: state.sum } as const];
  const answer: Json = { count: state.count, sum: state.sum };
  return {
    id: input.id,
    kind: input.kind,
    at: input.at,
    input: input.body,
    bodyHash: input.bodyHash,
    effects: attributes['effects'] === false ? [] : effects,
    answer,
    marks: typeof attributes['mark'] === 'string' ? attributes['mark'].split(',') : [],
    send: sendOf(attributes['send'], effects),
  };
}

/** `true` sends the entry's effects to whoever listens, names send a campaign to each of these webhooks. */
function sendOf(send: unknown, effects: readonly Effect[]): readonly Effect[] {
  if (send === true) return effects;
  if (typeof send !== 'string') return [];
  return send.split(',').map(webhook => ({
    kind: 'campaign_triggered',
    campaign: 'c',
    webhook,
    payload: {},
    remember: 0,
  }));
}
