import { oneOf } from '../../diagnostics/index.ts';
import { quantityOf } from '../../stories/quantity.ts';
import { meantBy } from '../fields/field-fixes.ts';
import { namesOfCopies } from './names-of-copies.ts';
import type { CommandStep, Report, Story } from './story-problem.ts';
import type { Tellable } from './tellable.ts';

/** A command that nobody could give makes a story pass or fail for nothing. */
export function checkCommandStep(step: CommandStep, known: Tellable, story: Story, report: Report): void {
  const missing = NEEDED[step.do].filter(field => step[field] === undefined);
  if (missing.length > 0) {
    const fields = missing.map(field => `\`${field}\``).join(' and ');
    const message = `\`${step.do}\` needs ${fields}: without ${missing.length === 1 ? 'it' : 'them'} the step cannot be played.`;
    report({ code: 'schema-missing-field', path: ['do'], message, expected: fields });
  }
  checkSubjects(step, known, report);
  checkOf(step, story, report);
  if (step.value !== undefined && quantityOf(step.value) === undefined) {
    const message = `"${step.value}" is neither a number nor a quantity.`;
    report({ code: 'type-mismatch', path: ['value'], message, expected: 'a number, or a quantity' });
  }
}

/** What a command cannot be obeyed without. */
const NEEDED: Readonly<
  Record<CommandStep['do'], readonly ('mission' | 'value' | 'badge' | 'level' | 'of')[]>
> = {
  generate: [],
  approve: ['mission'],
  decline: ['mission'],
  withdraw: ['mission'],
  progress: ['mission', 'value'],
  award: ['badge', 'level'],
  revoke: ['badge', 'level'],
  redeem: ['value'],
  hold: ['value'],
  capture: ['of'],
  release: ['of'],
  reverse: ['of'],
  advance: [],
};

/** What those act on that act on what other steps have made, by the names that the story gives. */
const OF: Readonly<Partial<Record<CommandStep['do'], readonly CommandStep['do'][]>>> = {
  capture: ['hold'],
  release: ['hold'],
  reverse: ['redeem', 'hold'],
};

function checkOf(step: CommandStep, story: Story, report: Report): void {
  const makers = OF[step.do];
  if (makers === undefined || step.of === undefined) return;
  const names = story.value.steps.flatMap(other =>
    'do' in other && makers.includes(other.do) && other.id !== undefined
      ? namesOfCopies(other.id, other.repeat)
      : [],
  );
  if (names.includes(step.of)) return;
  const { hint, meant } = meantBy(step.of, names);
  const steps = oneOf(makers.map(maker => `do: ${maker}`));
  const message = `No step with ${steps} has the \`id\` \`${step.of}\`${hint}`;
  const expected = names.length === 0 ? undefined : oneOf(names);
  report({ code: 'name-unknown-reference', path: ['of'], message, expected, meant });
}

function checkSubjects(step: CommandStep, known: Tellable, report: Report): void {
  const { mission, badge, level } = step;
  const check = (path: string, kind: string, name: string | undefined, names: readonly string[]): void => {
    if (name === undefined || names.includes(name) || known.faulty.includes(name)) return;
    const { hint, meant } = meantBy(name, names);
    const message = `There is no ${kind} \`${name}\`${hint}`;
    const expected = names.length === 0 ? undefined : oneOf(names);
    report({ code: 'name-unknown-reference', path: [path], message, expected, meant });
  };
  check('mission', 'mission', mission, known.missions);
  const badges = known.badges.map(({ id }) => id);
  check('badge', 'badge', badge, badges);
  const rule = known.badges.find(({ id }) => id === badge);
  if (rule !== undefined) check('level', `level of \`${rule.id}\``, level, rule.levels);
}
