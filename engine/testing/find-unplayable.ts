import { meantBy, writeKey } from '../../dsl/compile/fields/field-fixes.ts';
import { diagnostic } from '../../dsl/diagnostics/index.ts';
import type { Diagnostic } from '../../dsl/index.ts';
import type { DocumentOf } from '../../dsl/documents/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { buildCommand } from './build-command.ts';
import { buildEvent } from './build-event.ts';
import { readGiven } from './given.ts';
import type { GivenProblem } from './given.ts';
import { isFault } from './step-fault.ts';
import { isEventStep, timelineOf } from './timeline.ts';

type Story = DocumentOf<'test'>;

/**
 * What in a story cannot be played, whatever the customer does: something given that no rule reads or of another type,
 * a value that is none of its event's. `program`: the rules, compiled with what the stories' expectations read.
 */
export function findUnplayable(stories: readonly Story[], program: Program): readonly Diagnostic[] {
  return stories.flatMap(story => [
    ...readGiven(story.value, program).problems.map(problem => atGiven(story, problem)),
    ...unplayableSteps(story, program),
  ]);
}

function atGiven(story: Story, { key, fault, message, candidates = [] }: GivenProblem): Diagnostic {
  const path = ['given', key];
  const { range, keyRange } = story.locate(path);
  if (fault === 'value') return problem('type-mismatch', story, range, `${sentence(message)}.`);
  const { hint, meant } = meantBy(key, candidates);
  const fixes = writeKey(story, path, meant);
  return {
    ...problem('name-unknown-reference', story, keyRange ?? range, `${sentence(message)}${hint}`),
    fixes,
  };
}

function unplayableSteps(story: Story, program: Program): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const moment of timelineOf(story.value, program.policy.time.zone)) {
    const { source, step, copy } = moment;
    if (copy > 1 || 'expect' in source) continue;
    const built = isEventStep(source)
      ? buildEvent(moment, source, program.events[source.event], story.id)
      : buildCommand(moment, source, story.id, program.policy.maxActive, story.value.steps);
    if (!isFault(built)) continue;
    const { range } = story.locate(['steps', step, ...built.field]);
    found.push(problem('type-mismatch', story, range, `${sentence(built.message)}.`));
  }
  return found;
}

function problem(
  code: 'type-mismatch' | 'name-unknown-reference',
  { file }: Story,
  range: Diagnostic['range'],
  message: string,
): Diagnostic {
  return diagnostic(code, { file, range, message });
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
