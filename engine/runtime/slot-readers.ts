import type { Feature } from '../../dsl/program/features.ts';
import type { NamedRule, Program, ScoreRule, SegmentRule } from '../../dsl/program/program.ts';
import type { Scalar } from '../logic/index.ts';

/** What a slot can be read from, for one customer at one instant. */
export interface Reads {
  metric(feature: Feature): Scalar;
  named(rule: NamedRule): Scalar;
  score(rule: ScoreRule): Scalar;
  segment(rule: SegmentRule): Scalar;
  standing(name: string): Scalar;
  zone(): Scalar;
  now(): Scalar;
  firstSeen(): Scalar;
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
        return reads => reads.metric(feature);
      }
      case 'named': {
        const rule = known(program.named, name);
        return reads => reads.named(rule);
      }
      case 'scores': {
        const rule = known(program.scores, name);
        return reads => reads.score(rule);
      }
      case 'segments': {
        const rule = known(program.segments, name);
        return reads => reads.segment(rule);
      }
      case 'standing':
        return reads => reads.standing(name);
      case 'zone':
        return reads => reads.zone();
      case 'now':
        return reads => reads.now();
      case 'first_seen':
        return reads => reads.firstSeen();
      default:
        throw new Error(`no variable ${path}`);
    }
  };
}

/** The feature that `metrics.<key>` names. */
export function featureAt(features: Readonly<Record<string, Feature>>, path: string): Feature {
  const feature = features[path.slice('metrics.'.length)];
  if (feature === undefined) throw new Error(`the program names ${path}, which its manifest lacks`);
  return feature;
}

function known<T extends { readonly id: string }>(rules: readonly T[], id: string): T {
  const rule = rules.find(other => other.id === id);
  if (rule === undefined) throw new Error(`the program has no rule ${id}`);
  return rule;
}
