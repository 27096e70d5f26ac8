import type { Entry } from '../../engine/model.ts';
import type { LiveRelease } from '../services/releases.ts';

/** Which rules decided: the program's hash, and the release that fixes its constants. */
export interface Decision {
  readonly program: string;
  readonly release: number;
}

export function decisionOf({ program, release }: Entry): Decision {
  return { program, release };
}

export function decisionOfLive({ program, release }: LiveRelease): Decision {
  return { program: program.hash, release: release.n };
}
