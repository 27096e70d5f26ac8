import { renderDiagnostics } from '../../../dsl/index.ts';
import type { RuleFile } from '../../../dsl/index.ts';
import { createEngine } from '../../../engine/index.ts';
import {
  compileScenarios,
  createScenarioPlayer,
  measureCoverage,
  reportOf,
} from '../../../engine/testing/index.ts';
import type { ScenarioResult, TestReport } from '../../../engine/testing/index.ts';
import { SMALL_RULES } from '../../dsl/support/small-rules.ts';

export const STORIES = 'stories.yaml';

/** A test document with these lines as its steps; others (`given:` …) may follow in `more`. */
export function story(id: string, steps: readonly string[], more = ''): string {
  const lines = steps.map(step => `  - ${step}\n`).join('');
  return `kind: test\nid: ${id}\nname: Story ${id}\nstart: 2026-03-02\n${more}steps:\n${lines}`;
}

/** `at` and what is expected then, as one step. */
export function expecting(at: string, ...conditions: readonly string[]): string {
  return `{ at: ${at}, expect: [${conditions.map(text => `'${text}'`).join(', ')}] }`;
}

export interface PlayedRules {
  readonly results: readonly ScenarioResult[];
  /** With coverage; every story takes 12 ms. */
  readonly report: TestReport;
}

/** Plays stories over the small rules, without their own story, and over further ones. */
export function play(
  stories: readonly string[],
  more: readonly RuleFile[] = [],
  watching: 'watched' | 'plain' = 'watched',
): PlayedRules {
  const files = [...withoutStories(SMALL_RULES), ...more, { path: STORIES, text: stories.join('---\n') }];
  const { program, scenarios, documents, conditions, diagnostics } = compileScenarios(files);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  const meter = measureCoverage(program, conditions);
  const player = createScenarioPlayer(createEngine, program, watching === 'plain' ? undefined : meter);
  const played = scenarios.map(scenario => {
    const document = documents.find(({ kind, id }) => kind === 'test' && id === scenario.id);
    if (document === undefined) throw new Error(`no document ${scenario.id}`);
    return { document, result: player.run(scenario), ms: 12 };
  });
  return {
    results: played.map(({ result }) => result),
    report: reportOf(played, program.hash, meter.coverage()),
  };
}

function withoutStories(files: readonly RuleFile[]): readonly RuleFile[] {
  return files.map(({ path, text }) => ({
    path,
    text: text
      .split('---\n')
      .filter(document => !document.startsWith('kind: test'))
      .join('---\n'),
  }));
}
