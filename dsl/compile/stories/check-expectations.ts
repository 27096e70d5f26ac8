import type { Scope } from '../../check/scope.ts';
import type { DocumentPath } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { createAskedFeatures } from './asked-features.ts';
import type { AskedFeatures } from './asked-features.ts';
import type { Story } from './story-problem.ts';

/**
 * Expectations are conditions like those of rules, but nothing is kept for them. Gives what they
 * ask for.
 */
export function checkExpectations(
  stories: readonly Story[],
  rules: Scope,
  fields: FieldCompiler,
): AskedFeatures {
  const features = createAskedFeatures();
  const scope: Scope = { ...rules, names: rules.names, features };
  for (const story of stories) {
    for (const { path, text } of expectationsOf(story)) {
      fields.expression(story, path, text, scope, { type: 'boolean', missing: true });
    }
  }
  return features;
}

interface StoryExpectation {
  readonly path: DocumentPath;
  readonly text: string;
}

const known = new WeakMap<Story, readonly StoryExpectation[]>();

/** A story is the same object until its text changes. */
function expectationsOf(story: Story): readonly StoryExpectation[] {
  const expectations = known.get(story) ?? listExpectations(story);
  known.set(story, expectations);
  return expectations;
}

function listExpectations({ value: { steps } }: Story): readonly StoryExpectation[] {
  return steps.flatMap((step, index) =>
    'expect' in step
      ? step.expect.map((text, place) => ({ path: ['steps', index, 'expect', place], text }))
      : [],
  );
}
