import type { Scope } from '../../check/scope.ts';
import type { EventType } from '../../program/program.ts';
import type { Manifest } from '../../program/features.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { checkCommandStep } from './check-command-step.ts';
import { checkEventStep } from './check-event-step.ts';
import { checkExpectations } from './check-expectations.ts';
import { checkGiven } from './check-given.ts';
import { checkTimes } from './check-times.ts';
import { reporter } from './story-problem.ts';
import type { Story } from './story-problem.ts';

/** What a story can speak of. */
export interface Tellable {
  readonly events: Readonly<Record<string, EventType>>;
  /** Ids of documents that are too faulty to say what they are. */
  readonly faulty: readonly string[];
  readonly missions: readonly string[];
  /** With the names of their levels, those in error included. */
  readonly badges: readonly { readonly id: string; readonly levels: readonly string[] }[];
  readonly scores: readonly string[];
  /** What every rule can name. */
  readonly scope: Scope;
  /** What the rules read. */
  readonly manifest: Manifest;
}

/** What a story tells must be able to happen: a misspelt word in it would only make it pass or fail for nothing. */
export function checkStories(stories: readonly Story[], known: Tellable, fields: FieldCompiler): void {
  const expected = checkExpectations(stories, known.scope, fields);
  for (const story of stories) {
    const report = reporter(story, [], fields);
    checkTimes(story, report);
    checkGiven(story, known, expected, report);
    for (const [index, step] of story.value.steps.entries()) {
      const ofStep = reporter(story, ['steps', index], fields);
      if ('event' in step) checkEventStep(step, known, story, ofStep);
      else if ('do' in step) checkCommandStep(step, known, story, ofStep);
    }
  }
}
