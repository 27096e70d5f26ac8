import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Feature } from '../../program/features.ts';
import type { Logic } from '../../program/logic.ts';
import type { Program } from '../../program/program.ts';
import { variablesOf } from '../../compile/expressions/logic-vars.ts';
import { rootsOf } from '../roots.ts';
import type { Root } from '../roots.ts';
import { isPossible } from '../solver/solve.ts';
import type { Goal } from '../solver/theory.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createEventTheory } from '../theory/event-theory.ts';
import { variablesBehind } from '../theory/laws.ts';
import { tapsOf } from '../theory/feature-domains.ts';

/** What the platform tells of an award once it is there, and the attribute that says whose award it is. */
const TOLD = {
  badge: { event: 'badge.awarded', attribute: 'badge' },
  mission: { event: 'mission.completed', attribute: 'mission' },
} as const;

/** Badges, missions and tiers that only those can have who have had them before: nobody ever is the first. */
export function checkOwnAwards(subject: Subject): readonly Diagnostic[] {
  const { program, theory, documents } = subject;
  const seen = new Set<Root['document']>();
  return rootsOf(subject).flatMap(root => {
    const { document, logic } = root;
    const { kind } = document;
    if (kind === 'tier') return needsItself(subject, root);
    // A higher level may well ask for a lower one.
    if ((kind !== 'badge' && kind !== 'mission') || seen.has(document)) return [];
    seen.add(document);
    // What was had under a former name counts as well.
    if (!documents.includes(document) || (document.value.was ?? []).length > 0) return [];
    const nothing = neverSeen(program, kind, document.id, logic);
    if (nothing.length === 0) return [];
    const goal = { logic, truth: true };
    if (isPossible(theory, [goal, ...nothing]) || !isPossible(theory, [goal])) return [];
    const message = `${root.loss}: its condition asks for \`${document.id}\` itself, which nobody has had before.`;
    return [finding(root.kind === 'rule' ? 'rule-never' : 'level-never', root, message)];
  });
}

/** A tier that only those can have who are in it. */
function needsItself({ theory }: Subject, root: Root): readonly Diagnostic[] {
  const level = String(root.path[1]);
  const goal: Goal = { logic: root.logic, truth: true };
  if (!variablesBehind([goal], theory).has('standing.tier')) return [];
  const isIn: Logic = { '===': [{ var: 'standing.tier' }, level] };
  if (isPossible(theory, [goal, { logic: isIn, truth: false }]) || !isPossible(theory, [goal])) return [];
  const message = `${root.loss}: its condition asks for \`${level}\` itself, which nobody has had before.`;
  return [finding('level-never', root, message)];
}

/** Of what counts the award alone nothing is there before the first time. */
function neverSeen(program: Program, kind: keyof typeof TOLD, id: string, logic: Logic): readonly Goal[] {
  const { features } = program.manifest;
  return variablesOf(logic).flatMap((path): readonly Goal[] => {
    const feature = path.startsWith('metrics.') ? features[path.slice('metrics.'.length)] : undefined;
    if (feature === undefined || !countsOnly(program, feature, kind, id)) return [];
    const nothing: Logic = feature.missing ? { '===': [{ var: path }, null] } : { '<=': [{ var: path }, 0] };
    return [{ logic: nothing, truth: true }];
  });
}

function countsOnly(program: Program, { read }: Feature, kind: keyof typeof TOLD, id: string): boolean {
  const { event, attribute } = TOLD[kind];
  const type = program.events[event];
  if (type === undefined || (read.kind !== 'count' && read.kind !== 'days' && read.kind !== 'since'))
    return false;
  const keepers = read.kind === 'since' ? [read.keeper] : read.keepers;
  const taps = keepers.flatMap(keeper => tapsOf(program.manifest.keepers[keeper]));
  const isOther: Goal = { logic: { '===': [{ var: `event.${attribute}` }, id] }, truth: false };
  return (
    taps.length > 0 &&
    taps.every(
      tap =>
        tap.event === event &&
        tap.where !== undefined &&
        !isPossible(createEventTheory(type), [{ logic: tap.where, truth: true }, isOther]),
    )
  );
}
