import type { Diagnostic } from '../../diagnostics/index.ts';
import type { DocumentPath } from '../../documents/index.ts';
import type { MissionRule, PolicyRule } from '../../program/program.ts';
import { variablesOf } from '../../compile/expressions/logic-vars.ts';
import { suggest } from '../../diagnostics/index.ts';
import { exampleOf } from '../examples.ts';
import { removing, writing } from '../fixes.ts';
import { solve } from '../solver/solve.ts';
import type { Goal } from '../solver/theory.ts';
import { finding } from '../subject.ts';
import type { Place, Subject } from '../subject.ts';
import { inOneOf } from '../theory/mission-theory.ts';

/** Missions for which the policy leaves no place: by its limits, or beside another mission that always comes along. */
export function checkPolicy(subject: Subject): readonly Diagnostic[] {
  return [...checkNobody(subject), ...checkLimits(subject), ...checkCrowding(subject)];
}

/** A policy by which nobody gets any mission. */
function checkNobody({ program: { policy, missions }, document }: Subject): readonly Diagnostic[] {
  const place = document('policy', policy.id);
  if (place === undefined || missions.length === 0) return [];
  const report = (path: DocumentPath, message: string, expected: string, text: string): Diagnostic => {
    const at = { document: place, path };
    return finding('policy-no-place', at, message, { expected, fixes: writing(at, text) });
  };
  return [
    ...(policy.maxActive === 0
      ? [
          report(
            ['max_active'],
            'A customer has 0 missions at a time, so that none is ever given.',
            '1 or more',
            '5',
          ),
        ]
      : []),
    ...(policy.holdout.share >= 1
      ? [
          report(
            ['holdout', 'share'],
            'All customers are held out, so that no mission is ever given.',
            'less than 100%',
            '10%',
          ),
        ]
      : []),
  ];
}

function groupsOf({ category, tags }: MissionRule): readonly string[] {
  return [category, ...tags];
}

function checkLimits({ program, document }: Subject): readonly Diagnostic[] {
  const { policy, missions } = program;
  const place = document('policy', policy.id);
  if (place === undefined) return [];
  const within = (group: string): readonly MissionRule[] =>
    missions.filter(rule => groupsOf(rule).includes(group));
  const known = [...new Set(missions.flatMap(groupsOf))];
  const found: Diagnostic[] = [];
  for (const [index, { of, atLeast, atMost }] of policy.limits.entries()) {
    const own = within(of);
    const at = { document: place, path: ['limits', index] };
    if (own.length === 0) {
      found.push(unusedGroup({ ...at, path: [...at.path, 'of'] }, of, known));
    }
    if (atMost === 0 && own.length > 0) {
      found.push(
        finding(
          'policy-no-place',
          at,
          `At most 0 missions of \`${of}\` may stand, so that ${listed(own)} ${own.length === 1 ? 'is' : 'are'} never given.`,
          { fixes: writing({ document: place, path: [...at.path, 'at_most'] }, '1') },
        ),
      );
    }
    const others = missions.filter(rule => !own.includes(rule));
    if (
      atLeast !== undefined &&
      policy.maxActive > 0 &&
      policy.maxActive - 1 < atLeast &&
      others.length > 0
    ) {
      const message = `All ${policy.maxActive} places are kept for missions of \`${of}\`, so that ${listed(others)} ${others.length === 1 ? 'is' : 'are'} never given.`;
      const fewer = policy.maxActive - 1;
      const fixes = writing({ document: place, path: [...at.path, 'at_least'] }, String(fewer));
      const expected = `less than ${policy.maxActive}`;
      found.push(finding('policy-no-place', at, message, { expected, fixes }));
    }
  }
  const together = found.some(({ code }) => code === 'policy-no-place')
    ? undefined
    : keptTogether(policy, within);
  if (together !== undefined) {
    const at = { document: place, path: ['limits', together.index] };
    const message = `The limits keep ${together.places} places for ${together.groups.map(group => `\`${group}\``).join(' and ')}, and a customer has ${policy.maxActive}.`;
    const expected = `at most ${policy.maxActive} in all`;
    const left = Math.max(0, policy.maxActive - together.places + together.last);
    const fixes = writing({ document: place, path: [...at.path, 'at_least'] }, String(left));
    found.push(finding('policy-no-place', at, message, { expected, fixes }));
  }
  for (const [index, { of, displaces }] of policy.displace.entries()) {
    for (const [field, group] of Object.entries({ of, displaces })) {
      if (within(group).length > 0) continue;
      const at = { document: place, path: ['displace', index, field] };
      found.push(unusedGroup(at, group, known));
    }
  }
  return found;
}

/** Limits of groups without a mission in common that keep more places together than there are. */
function keptTogether(policy: PolicyRule, within: (group: string) => readonly MissionRule[]) {
  const seen = new Set<MissionRule>();
  const groups: string[] = [];
  let places = 0;
  for (const [index, { of, atLeast = 0 }] of policy.limits.entries()) {
    const own = within(of);
    if (atLeast === 0 || own.length === 0 || own.some(rule => seen.has(rule))) continue;
    for (const rule of own) seen.add(rule);
    groups.push(of);
    places += atLeast;
    if (policy.maxActive > 0 && places > policy.maxActive) return { index, groups, places, last: atLeast };
  }
  return undefined;
}

/** The figure of a limit, or of what displaces what, for missions that there are none of. */
function unusedGroup(place: Place, group: string, known: readonly string[]): Diagnostic {
  const [meant] = suggest(group, known, { limit: 1 });
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`;
  const message = `No mission is \`${group}\`, by its category or a tag.${hint}`;
  const fixes =
    meant === undefined ? removing(place.document, place.path.slice(0, 2), group) : writing(place, meant);
  return finding('policy-limit-unused', place, message, { fixes });
}

/** The first three by name, the rest as a number. */
function listed(rules: readonly MissionRule[]): string {
  const names = rules.slice(0, 3).map(({ id }) => `\`${id}\``);
  const more = rules.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${more} more`;
}

/** A mission that comes only where another one comes as well, beside which it may never stand. */
function checkCrowding(subject: Subject): readonly Diagnostic[] {
  const { missions, policy } = subject.program;
  return missions.flatMap(rule => {
    const rivals = missions.filter(other => other !== rule && crowdsOut(policy, other, rule));
    const rival = rivals.find(other => comesWherever(subject, other, rule));
    return rival === undefined ? [] : (crowdedOut(subject, rule, rival) ?? []);
  });
}

/** Whether the policy never lets a mission stand beside a rival, and prefers the rival. */
function crowdsOut(policy: PolicyRule, rival: MissionRule, rule: MissionRule): boolean {
  const [strong, weak] = [groupsOf(rival), groupsOf(rule)];
  return policy.displace.some(({ of, displaces }) => strong.includes(of) && weak.includes(displaces));
}

function conditionOf({ generate, segments }: MissionRule): readonly Goal[] {
  const inSegment = segments.length === 0 ? [] : [{ logic: inOneOf(segments), truth: true }];
  return [{ logic: generate.when.logic, truth: true }, ...inSegment];
}

/** Said only of rivals that need nothing else: no personal figures, no variants. */
function comesWherever(subject: Subject, rival: MissionRule, rule: MissionRule): boolean {
  const [variant] = rival.variants;
  const ownNames = variablesOf(rival.generate.when.logic).some(path => path.startsWith('mission.'));
  if (ownNames || rival.fixed.length > 0 || variant?.when !== undefined || variant?.target.missing === true)
    return false;
  const theory = subject.missionTheory(rule);
  const own = conditionOf(rule);
  return (
    solve(theory, own).kind === 'possible' &&
    conditionOf(rival).every(({ logic }) => solve(theory, [...own, { logic, truth: false }]).kind === 'never')
  );
}

function crowdedOut(
  { program, document, missionTheory }: Subject,
  rule: MissionRule,
  rival: MissionRule,
): Diagnostic | undefined {
  const place = document('mission', rule.id);
  const theory = missionTheory(rule);
  const own = solve(theory, conditionOf(rule));
  if (place === undefined || own.kind !== 'possible') return undefined;
  const logics = [...conditionOf(rule), ...conditionOf(rival)].map(({ logic }) => logic);
  return finding(
    'mission-crowded-out',
    { document: place, path: ['generate', 'when'] },
    `Whoever could have \`${rule.id}\` could have \`${rival.id}\` as well, and the policy never lets it stand beside that.`,
    {
      example: exampleOf(
        program,
        theory,
        own.example,
        logics,
        `could have both, and gets \`${rival.id}\` alone`,
      ),
    },
  );
}
