import type { Engine } from '../../engine/index.ts';
import type { AssignedMission, Effect, Entry } from '../../engine/model.ts';
import { toTimestamp } from '../time.ts';

export interface ShownEffect {
  readonly kind: string;
  readonly sentence: string;
  readonly [field: string]: unknown;
}

/** An effect as answers give it: times in RFC 3339, and one sentence for people. */
export function showEffect(effect: Effect, engine: Engine): ShownEffect {
  const sentence = engine.sentence(effect);
  switch (effect.kind) {
    case 'mission_proposed':
    case 'mission_assigned':
      return { ...effect, mission: showTerms(effect.mission), sentence };
    case 'mission_completed':
    case 'mission_expired':
      return { ...effect, next: showNext(effect.next), sentence };
    case 'points_posted': {
      const { expires_at, ...posting } = effect;
      const until = expires_at === undefined ? {} : { expires_at: toTimestamp(expires_at) };
      return { ...posting, ...until, sentence };
    }
    default:
      return { ...effect, sentence };
  }
}

export function showEffects(entries: readonly Entry[], engine: Engine): ShownEffect[] {
  return entries.flatMap(entry => entry.effects.map(effect => showEffect(effect, engine)));
}

function showTerms(mission: AssignedMission): object {
  const { starts_at, ends_at, assigned_at, ...terms } = mission;
  return {
    ...terms,
    starts_at: toTimestamp(starts_at),
    ends_at: toTimestamp(ends_at),
    assigned_at: toTimestamp(assigned_at),
  };
}

function showNext({ not_before, ...next }: { readonly not_before?: number; readonly level: string }): object {
  return { ...next, ...(not_before === undefined ? {} : { not_before: toTimestamp(not_before) }) };
}
