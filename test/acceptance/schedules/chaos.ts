import type { Random } from '../../../server/demo/random.ts';
import type { Cluster } from './cluster.ts';

export interface Chaos {
  /** How many days pass for the nodes in a round; 0: their clock runs like any other. */
  readonly days: number;
  /** To be called before each operation. */
  readonly step: () => void;
  readonly kills: () => number;
}

const DAY_MS = 86_400_000;

/**
 * Lets the round's days pass and kills nodes, one or all of them, by how far the round is, not by the real time: a slow machine has no
 * other rounds than a quick one.
 */
export function createChaos(cluster: Cluster, random: Random, steps: number): Chaos {
  const days = random.pick([0, 5, 15, 30]);
  const nextKill = (): number => random.integer(30, 150);
  let untilKill = nextKill();
  let kills = 0;
  return {
    days,
    step() {
      if (days > 0) cluster.advance(Math.round((days * DAY_MS * 2 * random.next()) / steps));
      untilKill -= 1;
      if (untilKill > 0) return;
      untilKill = nextKill();
      const node = random.integer(0, cluster.size - 1);
      const all = Array.from({ length: cluster.size }, (_, each) => each);
      const killed = random.chance(0.15) ? all : [node];
      // Some ms later: in the midst of what is just being sent.
      setTimeout(() => killed.forEach(each => (kills += cluster.kill(each) ? 1 : 0)), random.integer(0, 10));
    },
    kills: () => kills,
  };
}
