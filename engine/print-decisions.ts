import { canonicalJson } from './canonical.ts';
import type { Decisions, RunningMission } from './state.ts';

/** What was printed last of one customer's decisions: an event changes hardly any of them. */
export interface PrintedDecisions {
  decisions: Decisions | null;
  text: string;
  readonly parts: { -readonly [Name in keyof Decisions]?: { readonly part: object; readonly text: string } };
  missions: readonly RunningMission[];
  missionTexts: readonly string[];
}

/** How parts are kept that are worked with otherwise. */
export interface DecisionsPacks {
  mission(mission: RunningMission): object;
  badges(badges: Decisions['badges']): object;
  templates(templates: Decisions['templates']): object;
}

export function nothingPrinted(): PrintedDecisions {
  return { decisions: null, text: '', parts: {}, missions: [], missionTexts: [] };
}

/** As canonical JSON. Decisions are never changed in place: what is the same object prints the same. */
export function printDecisions(
  printed: PrintedDecisions,
  decisions: Decisions,
  packs: DecisionsPacks,
): string {
  if (decisions === printed.decisions) return printed.text;
  const { above, badges, campaigns, holds, past, points, segments, templates, tiers } = decisions;
  // In the order of their names.
  const texts = [
    printPart(printed, 'above', above),
    printPart(printed, 'badges', badges, packs.badges),
    printPart(printed, 'campaigns', campaigns),
    printPart(printed, 'holds', holds),
    printMissions(printed, decisions.missions, packs),
    ...(past === undefined ? [] : [printPart(printed, 'past', past)]),
    printPart(printed, 'points', points),
    printPart(printed, 'segments', segments),
    printPart(printed, 'templates', templates, packs.templates),
    printPart(printed, 'tiers', tiers),
  ];
  printed.decisions = decisions;
  printed.text = `{${texts.join(',')}}`;
  return printed.text;
}

function printPart<T extends object>(
  { parts }: PrintedDecisions,
  name: keyof Decisions,
  part: T,
  pack: (part: T) => object = same,
): string {
  const known = parts[name];
  if (known?.part === part) return known.text;
  const text = `"${name}":${canonicalJson(pack(part))}`;
  parts[name] = { part, text };
  return text;
}

function same<T>(part: T): T {
  return part;
}

function printMissions(
  printed: PrintedDecisions,
  missions: readonly RunningMission[],
  { mission: pack }: DecisionsPacks,
): string {
  const texts = missions.map(
    mission => printed.missionTexts[printed.missions.indexOf(mission)] ?? canonicalJson(pack(mission)),
  );
  printed.missions = missions;
  printed.missionTexts = texts;
  return `"missions":[${texts.join(',')}]`;
}
