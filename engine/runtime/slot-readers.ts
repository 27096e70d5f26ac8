import type { Feature } from '../../dsl/program/features.ts';
import type { NamedRule, Program, ScoreRule, SegmentRule } from '../../dsl/program/program.ts';
import type { Scalar } from '../logic/index.ts';
import type { MissionContext } from './mission-context.ts';

/** What a slot can be read from, for one customer at one instant. */
export interface Reads {
  readMetric(feature: Feature): Scalar;
  readNamed(rule: NamedRule): Scalar;
  readScore(rule: ScoreRule): Scalar;
  readSegment(rule: SegmentRule): Scalar;
  readStanding(name: string): Scalar;
  readZone(): Scalar;
  readNow(): Scalar;
  readFirstSeen(): Scalar;
}

export type SlotReader = (reads: Reads) => Scalar;

/** Finds out once how a variable path is read, so that reading it looks nothing up. */
export function createSlotReaders(program: Program): (path: string) => SlotReader {
  return path => {
    const dot = path.indexOf('.');
    const root = dot < 0 ? path : path.slice(0, dot);
    const name = path.slice(dot + 1);
    switch (root) {
      case 'metrics': {
        const feature = featureAt(program.manifest.features, path);
        return reads => reads.readMetric(feature);
      }
      case 'named': {
        const rule = known(program.named, name);
        return reads => reads.readNamed(rule);
      }
      case 'scores': {
        const rule = known(program.scores, name);
        return reads => reads.readScore(rule);
      }
      case 'segments': {
        const rule = known(program.segments, name);
        return reads => reads.readSegment(rule);
      }
      case 'standing':
        return reads => reads.readStanding(name);
      case 'zone':
        return reads => reads.readZone();
      case 'now':
        return reads => reads.readNow();
      case 'first_seen':
        return reads => reads.readFirstSeen();
      default:
        throw new Error(`no variable ${path}`);
    }
  };
}

/** What a mission-bound slot is read from: a feature over the mission's own windows, or the mission itself. */
export type LocalReader =
  | { readonly kind: 'metric'; readonly feature: Feature }
  | { readonly kind: 'mission'; readonly read: (mission: MissionContext) => Scalar };

/** The same for slots that need a mission at hand. */
export function localReader(program: Program, path: string): LocalReader {
  return path.startsWith('metrics.')
    ? { kind: 'metric', feature: featureAt(program.manifest.features, path) }
    : {
        kind: 'mission',
        read: missionReader(path.startsWith('mission.') ? path.slice('mission.'.length) : path),
      };
}

function missionReader(name: string): (mission: MissionContext) => Scalar {
  if (name.startsWith('fixed.')) {
    const fixed = name.slice('fixed.'.length);
    return mission => mission.fixed[fixed] ?? null;
  }
  switch (name) {
    case 'level':
    case 'target':
    case 'progress':
    case 'segment':
      return mission => mission[name] ?? null;
    default:
      return mission => mission.figures?.[name] ?? null;
  }
}

/** The feature that `metrics.<key>` names. */
function featureAt(features: Readonly<Record<string, Feature>>, path: string): Feature {
  const feature = features[path.slice('metrics.'.length)];
  if (feature === undefined) throw new Error(`the program names ${path}, which its manifest lacks`);
  return feature;
}

function known<T extends { readonly id: string }>(rules: readonly T[], id: string): T {
  const rule = rules.find(other => other.id === id);
  if (rule === undefined) throw new Error(`the program has no rule ${id}`);
  return rule;
}
