import { compileFiles } from '../../dsl/index.ts';
import type { Diagnostic, LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Snapshot } from '../../engine/model.ts';
import { planScenarios, runScenario, scenarioEngine } from '../../engine/testing/index.ts';
import type { ScenarioResult } from '../../engine/testing/index.ts';

type TestDocument = Extract<LoadedDocument, { kind: 'test' }>;

export interface Played {
  readonly document: TestDocument;
  readonly result: ScenarioResult;
  /** The engine on which it was played, to ask about the customer that the story made. */
  readonly engine: Engine;
}

export type Playing =
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly program: Program; readonly played: readonly Played[] };

/** Plays the test documents among some rule files; `only` chooses some of them. */
export function playScenarios(
  files: readonly RuleFile[],
  only: (document: TestDocument) => boolean = () => true,
): Playing {
  const plain = compileFiles(files);
  if (!plain.program) return { diagnostics: plain.diagnostics };
  const tests = plain.documents.filter(document => document.kind === 'test').filter(only);
  const { extra, scenarios } = planScenarios(tests);
  const { program, diagnostics } = extra.length === 0 ? plain : compileFiles(files, { extra });
  if (!program) return { diagnostics };
  const played = scenarios.flatMap((scenario, index) => {
    const document = tests[index];
    if (!document) return [];
    const result = runScenario(createEngine, program, scenario);
    return { document, result, engine: scenarioEngine(createEngine, program, scenario) };
  });
  return { program: plain.program, played };
}

/** A story that a caller tells in the fields of a test document, played over the given rules. */
export function playStory(files: readonly RuleFile[], story: object): Playing {
  // Laid out as a document of its own (JSON is YAML), so that it is checked as every test document is.
  const text = JSON.stringify({ kind: 'test', id: 'asked_story', name: 'Story', ...story });
  return playScenarios([...files, { path: STORY_FILE, text }], document => document.file === STORY_FILE);
}

/** Where problems of a told story are reported. */
export const STORY_FILE = '(story)';

/** The last moment of a story, with its customer as of then. */
export function endOf({ result }: Played): {
  readonly snapshot: Snapshot | null;
  readonly customer: string;
  readonly at: number;
} {
  const { snapshot } = result;
  return { snapshot, customer: snapshot?.customer ?? result.id, at: snapshot?.at ?? 0 };
}
