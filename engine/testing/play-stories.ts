import { compileFiles } from '../../dsl/index.ts';
import type { Diagnostic, LoadedDocument, Program, RuleFile } from '../../dsl/index.ts';
import { createEngine } from '../index.ts';
import type { Engine } from '../index.ts';
import { compileScenarios } from './compile-scenarios.ts';
import type { PlayedStory } from './report/report.ts';
import { createScenarioPlayer } from './run-scenario.ts';
import type { Coverage } from './watch/coverage.ts';
import { measureCoverage } from './watch/measure-coverage.ts';

export type StoryDocument = Extract<LoadedDocument, { kind: 'test' }>;

export interface Played extends PlayedStory {
  readonly document: StoryDocument;
  /** The engine on which it was played, to ask about the customer that the story made. */
  readonly engine: Engine;
}

export type Playing =
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly program: Program; readonly played: readonly Played[]; readonly coverage?: Coverage };

export interface PlayOptions {
  /** Chooses some of the test documents. */
  readonly only?: (document: StoryDocument) => boolean;
  readonly coverage?: boolean;
}

/** Where the playing stands: how many stories there are, and the one that ended last. */
export interface PlayingStep {
  readonly stories: number;
  readonly program: Program;
  readonly last?: Played;
}

/**
 * Plays the test documents among some rule files, or says why the rules cannot be played on. It stops before the first
 * story and after every one, so that its caller can let other work in; `now` is the caller's clock, in ms.
 */
export function* playStories(
  files: readonly RuleFile[],
  now: () => number,
  { only = () => true, coverage }: PlayOptions = {},
): Generator<PlayingStep, Playing> {
  const plain = compileFiles(files);
  const rules = plain.program;
  if (!rules) return { diagnostics: plain.diagnostics };
  const tests = plain.documents.filter(document => document.kind === 'test').filter(only);
  const stories = tests.length;
  yield { stories, program: rules };
  const { scenarios, program, conditions, diagnostics } = compileScenarios(
    files,
    tests.map(({ id }) => id),
  );
  if (!program) return { diagnostics };
  const meter = coverage === true ? measureCoverage(program, conditions) : undefined;
  const player = createScenarioPlayer(createEngine, program, meter);
  const played: Played[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    const document = tests[index];
    if (!document) continue;
    const started = now();
    const result = player.run(scenario);
    const last = { document, result, ms: now() - started, engine: player.engineOf(scenario) };
    played.push(last);
    yield { stories, program: rules, last };
  }
  return { program: rules, played, ...(meter ? { coverage: meter.coverage() } : {}) };
}
