import type { MissionVariant } from '../../dsl/program/program.ts';
import type { TypeName } from '../../dsl/program/logic.ts';

/** In what a mission's figures are shown and taken, and how many base units one of it is. */
export interface MissionUnit {
  readonly name: string;
  readonly factor: number;
}

const BY_TYPE: Readonly<Partial<Record<TypeName, MissionUnit>>> = {
  data: { name: 'MB', factor: 1e6 },
  duration: { name: 'min', factor: 60_000 },
  money: { name: 'money', factor: 1 },
  points: { name: 'points', factor: 1 },
  speed: { name: 'Mbps', factor: 1e6 },
};

export function missionUnit(variant: MissionVariant | undefined): MissionUnit {
  if (variant === undefined) return { name: 'count', factor: 1 };
  const { progress } = variant;
  if (progress.kind === 'steps') return { name: 'steps', factor: 1 };
  if (variant.inPercent === true) return { name: '%', factor: 0.01 };
  return BY_TYPE[progress.value.type] ?? { name: countedIn(progress.value.text), factor: 1 };
}

function countedIn(text: string): string {
  if (text.startsWith('days(')) return 'days';
  if (!text.startsWith('streak(')) return 'count';
  return text.includes(', week') ? 'weeks' : text.includes(', month') ? 'months' : 'days';
}
