import type { Scope } from '../../check/scope.ts';
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
    for (const [step, { expect = [] }] of story.value.steps.map(expecting).entries()) {
      for (const [index, text] of expect.entries())
        fields.expression(story, ['steps', step, 'expect', index], text, scope, {
          type: 'boolean',
          missing: true,
        });
    }
  }
  return features;
}

function expecting(step: Story['value']['steps'][number]): { readonly expect?: readonly string[] } {
  return 'expect' in step ? step : {};
}
