import { setImmediate } from 'node:timers/promises';
import { compileFiles } from '../../dsl/index.ts';
import type { Diagnostic, LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Snapshot } from '../../engine/model.ts';
import { compileScenarios, createScenarioPlayer, measureCoverage } from '../../engine/testing/index.ts';
import type { Coverage, ScenarioResult } from '../../engine/testing/index.ts';

type TestDocument = Extract<LoadedDocument, { kind: 'test' }>;

export interface Played {
  readonly document: TestDocument;
  readonly result: ScenarioResult;
  /** How long it took. */
  readonly ms: number;
  /** The engine on which it was played, to ask about the customer that the story made. */
  readonly engine: Engine;
}

export type Playing =
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly program: Program; readonly played: readonly Played[]; readonly coverage?: Coverage };

export interface PlayOptions {
  /** Chooses some of the test documents. */
  readonly only?: (document: TestDocument) => boolean;
  readonly coverage?: boolean;
}

/** Plays the test documents among some rule files. */
export function playScenarios(files: readonly RuleFile[], options: PlayOptions = {}): Playing {
  const playing = playOneByOne(files, options);
  let next = playing.next();
  while (next.done !== true) next = playing.next();
  return next.value;
}

/** The same, letting other work in between the stories: hundreds of them take seconds. */
export async function playScenariosInTurns(
  files: readonly RuleFile[],
  options: PlayOptions = {},
): Promise<Playing> {
  const playing = playOneByOne(files, options);
  let next = playing.next();
  while (next.done !== true) {
    await setImmediate();
    next = playing.next();
  }
  return next.value;
}

/** Stops before every story. */
function* playOneByOne(
  files: readonly RuleFile[],
  { only, coverage }: PlayOptions,
): Generator<undefined, Playing> {
  const plain = compileFiles(files);
  if (!plain.program) return { diagnostics: plain.diagnostics };
  const tests = plain.documents.filter(document => document.kind === 'test').filter(only ?? (() => true));
  yield;
  const { scenarios, program, conditions, diagnostics } = compileScenarios(
    files,
    tests.map(({ id }) => id),
  );
  if (!program) return { diagnostics };
  const meter = coverage === true ? measureCoverage(program, conditions) : undefined;
  const player = createScenarioPlayer(createEngine, program, meter);
  const played: Played[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    yield;
    const document = tests[index];
    if (!document) continue;
    const started = performance.now();
    const result = player.run(scenario);
    played.push({ document, result, ms: performance.now() - started, engine: player.engineOf(scenario) });
  }
  return { program: plain.program, played, ...(meter ? { coverage: meter.coverage() } : {}) };
}

/** A story that a caller tells in the fields of a test document, played over the given rules. */
export function playStory(files: readonly RuleFile[], story: object): Playing {
  // Laid out as a document of its own (JSON is YAML), so that it is checked as every test document is.
  const text = JSON.stringify({ kind: 'test', id: 'asked_story', name: 'Story', ...story });
  return playScenarios([...files, { path: STORY_FILE, text }], {
    only: document => document.file === STORY_FILE,
  });
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
