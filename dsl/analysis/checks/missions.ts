import type { Diagnostic } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import type { Logic } from '../../program/logic.ts';
import type { MissionRule, MissionVariant } from '../../program/program.ts';
import { exampleOf } from '../examples.ts';
import { isPossible, solve } from '../solver/solve.ts';
import type { Goal, Theory } from '../solver/theory.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';
import { createCourseTheory, givenGoals, inOneOf, levelsOf } from '../theory/mission-theory.ts';

/** Missions that are never given: nobody of their segments may have them, or who may has reached the goal already. */
export function checkMissions(subject: Subject): readonly Diagnostic[] {
  const isAnybodyLeft = leavesAnybody(subject);
  return subject.program.missions.flatMap(rule => {
    const document = subject.document('mission', rule.id);
    return document === undefined ? [] : (checkMission(subject, rule, document, isAnybodyLeft) ?? []);
  });
}

/** Where the policy leaves out everybody, that is told of the policy. */
function leavesAnybody({ program: { policy }, theory }: Subject): boolean {
  const { exclude } = policy;
  return exclude === undefined || isPossible(theory, [{ logic: exclude.logic, truth: false }]);
}

function checkMission(
  subject: Subject,
  rule: MissionRule,
  document: LoadedDocument,
  isAnybodyLeft: boolean,
): Diagnostic | undefined {
  const when = { logic: rule.generate.when.logic, truth: true };
  const mission = subject.missionTheory(rule);
  const given = solve(mission, [when]);
  // A condition that is true of nobody at all is told by itself.
  if (given.kind === 'never') return undefined;
  const place = { document, path: ['generate', 'when'] };
  if (
    rule.segments.length > 0 &&
    !isPossible(mission, [when, { logic: inOneOf(rule.segments), truth: true }])
  ) {
    const names = rule.segments.map(id => `\`${id}\``).join(', ');
    const segments = rule.segments.map((id): Logic => ({ var: `segments.${id}` }));
    const example =
      given.kind === 'possible'
        ? exampleOf(
            subject.program,
            mission,
            given.example,
            [when.logic, ...segments],
            'meets the condition, but is in none of the segments',
          )
        : undefined;
    return finding(
      'rule-never',
      place,
      `\`${rule.id}\` is never given: its condition is true of no customer of ${names}.`,
      { example },
    );
  }
  const excluded = isAnybodyLeft ? checkExclusion(subject, rule, document, when) : undefined;
  return excluded ?? checkGoal(subject, rule, document, when);
}

/** Whoever the policy leaves out gets no mission at all. */
function checkExclusion(
  subject: Subject,
  rule: MissionRule,
  document: LoadedDocument,
  when: Goal,
): Diagnostic | undefined {
  const { program } = subject;
  const { exclude } = program.policy;
  if (exclude === undefined) return undefined;
  const mission = subject.missionTheory(rule);
  const inSegment = rule.segments.length === 0 ? [] : [{ logic: inOneOf(rule.segments), truth: true }];
  if (isPossible(mission, [when, ...inSegment, { logic: exclude.logic, truth: false }])) return undefined;
  const excluded = solve(mission, [when, ...inSegment]);
  const example =
    excluded.kind === 'possible'
      ? exampleOf(program, mission, excluded.example, [when.logic, exclude.logic], 'left out by the policy')
      : undefined;
  const message = `\`${rule.id}\` is never given: the policy leaves out everybody who meets its condition.`;
  return finding('rule-never', { document, path: ['generate', 'when'] }, message, { example });
}

interface Course {
  readonly variant: MissionVariant;
  readonly theory: Theory;
}

function checkGoal(
  { program, theory: base }: Subject,
  rule: MissionRule,
  document: LoadedDocument,
  when: Goal,
): Diagnostic | undefined {
  const notReached: Goal = {
    logic: { '<': [{ var: 'mission.progress' }, { var: 'mission.target' }] },
    truth: true,
  };
  const courses = rule.variants.flatMap((variant): readonly Course[] =>
    levelsOf(variant).map(([, level]) => ({
      variant,
      theory: createCourseTheory(base, rule, variant, level),
    })),
  );
  const open = courses.some(({ variant, theory }) =>
    isPossible(theory, [...givenGoals(rule, variant), when, notReached]),
  );
  const [first] = courses;
  if (open || first === undefined) return undefined;
  const reached = solve(first.theory, [...givenGoals(rule, first.variant), when]);
  if (reached.kind === 'never') return undefined;
  const example =
    reached.kind === 'possible'
      ? exampleOf(
          program,
          first.theory,
          reached.example,
          [when.logic, { var: 'mission.progress' }, { var: 'mission.target' }],
          'has reached every level before the mission begins',
        )
      : undefined;
  const path = document.kind === 'mission' && document.value.target === undefined ? ['variants'] : ['target'];
  const message = `\`${rule.id}\` is never given: whoever meets its condition has already reached its goal.`;
  return finding('mission-reached', { document, path }, message, { example });
}
