import type { FieldCompiler } from '../fields/field-compiler.ts';
import { checkCommandStep } from './check-command-step.ts';
import { checkOrder, checkPurpose } from './check-course.ts';
import { checkEventStep } from './check-event-step.ts';
import { checkExpectations } from './check-expectations.ts';
import { checkGiven } from './check-given.ts';
import { checkTimes } from './check-times.ts';
import { reporter } from './story-problem.ts';
import type { Problem, Story } from './story-problem.ts';
import type { Tellable } from './tellable.ts';

/** What a story tells must be able to happen: a misspelt word in it would only make it pass or fail for nothing. */
export function checkStories(stories: readonly Story[], known: Tellable, fields: FieldCompiler): void {
  const expected = checkExpectations(stories, known.scope, fields);
  for (const story of stories) {
    const report = reporter(story, [], fields);
    for (const problem of ownProblemsOf(story)) report(problem);
    checkPurpose(story, stories, report);
    checkGiven(story, known, expected, report);
    for (const [index, step] of story.value.steps.entries()) {
      const ofStep = reporter(story, ['steps', index], fields);
      if ('event' in step) checkEventStep(step, known, story, ofStep);
      else if ('do' in step) checkCommandStep(step, known, story, ofStep);
    }
  }
}

const ownProblems = new WeakMap<Story, readonly Problem[]>();

/** What is wrong with a story whatever the rules are: told anew only when its text is another. */
function ownProblemsOf(story: Story): readonly Problem[] {
  const known = ownProblems.get(story);
  if (known !== undefined) return known;
  const problems: Problem[] = [];
  const note = (problem: Problem) => void problems.push(problem);
  checkTimes(story, note);
  checkOrder(story, note);
  ownProblems.set(story, problems);
  return problems;
}
