import type { Engine } from '../../engine/index.ts';
import type { AssignedMission, Entry, Snapshot } from '../../engine/model.ts';
import { parseState } from '../../engine/state-text.ts';
import type { MissionView } from '../../engine/views.ts';
import type { Store } from '../stores/store.ts';
import { allEntries } from './pages.ts';

type Ending = 'completed' | 'expired' | 'withdrawn' | 'reversed';

interface Ended {
  readonly mission: AssignedMission;
  readonly status: Ending;
  readonly value: number;
  readonly sentence: string;
}

/** The marks under which the journal files what tells a mission's life. */
const MARKS = [
  'mission_proposed',
  'mission_assigned',
  'mission_completed',
  'mission_expired',
  'mission_withdrawn',
  'mission_reversed',
] as const;

/** Missions that left the customer's state when they ended; the journal knows their terms and how they ended. */
export async function readEndedMissions(
  store: Store,
  engine: Engine,
  snapshot: Snapshot,
  at: number,
): Promise<MissionView[]> {
  const running = new Set(parseState(snapshot.state).decisions.missions.map(mission => mission.id));
  const ended = endedOf(await entriesOf(store, snapshot.customer)).filter(
    ({ mission }) => !running.has(mission.id),
  );
  if (ended.length === 0) return [];
  return ended.map(({ mission, status, value, sentence }) => {
    const view = engine.viewEnded(snapshot, at, mission);
    const unit = mission.target === 0 ? 1 : view.target_value / mission.target;
    const percent = mission.target === 0 ? 100 : Math.min(100, Math.floor((value / mission.target) * 100));
    const current_value = round(value * unit);
    const remaining = round(Math.max(0, mission.target - value) * unit);
    return { ...view, status, current_value, percent, remaining, sentence };
  });
}

async function entriesOf(store: Store, customer: string): Promise<Entry[]> {
  const entries = new Map<string, Entry>();
  for (const mark of MARKS)
    for await (const entry of allEntries(store, { customer, mark })) entries.set(entry.id, entry);
  return [...entries.values()].sort((a, b) => a.v - b.v || a.i - b.i);
}

function endedOf(entries: readonly Entry[]): Ended[] {
  const missions = new Map<
    string,
    { readonly mission: AssignedMission; end: Omit<Ended, 'mission'> | null }
  >();
  for (const { effects } of entries) {
    for (const effect of effects) {
      if (effect.kind === 'mission_proposed' || effect.kind === 'mission_assigned') {
        missions.set(effect.mission.id, { mission: effect.mission, end: null });
        continue;
      }
      const known =
        'mission' in effect && typeof effect.mission === 'string' ? missions.get(effect.mission) : undefined;
      if (!known) continue;
      if (effect.kind === 'mission_completed')
        known.end = { status: 'completed', value: effect.target, sentence: 'Reached.' };
      if (effect.kind === 'mission_expired')
        known.end = { status: 'expired', value: effect.value, sentence: 'Not reached in time.' };
      if (effect.kind === 'mission_withdrawn')
        known.end = { status: 'withdrawn', value: 0, sentence: `Withdrawn: ${effect.reason}.` };
      if (effect.kind === 'mission_reversed') {
        known.end = {
          status: 'reversed',
          value: effect.value,
          sentence: 'Reached, and taken back by a reversal.',
        };
      }
    }
  }
  return [...missions.values()].flatMap(({ mission, end }) => (end ? { mission, ...end } : [])).reverse();
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
