export { compileScenarios } from './compile-scenarios.ts';
export type { CompiledScenarios } from './compile-scenarios.ts';
export { playStories } from './play-stories.ts';
export type { Played, Playing, PlayingStep, PlayOptions } from './play-stories.ts';
export { planScenarios } from './plan-scenarios.ts';
export type { Plan, TestDocument } from './plan-scenarios.ts';
export { percentOf } from './watch/coverage.ts';
export type { Coverage, CoveragePoint, RuleCoverage, Tally } from './watch/coverage.ts';
export { measureCoverage } from './watch/measure-coverage.ts';
export type { CoverageMeter } from './watch/measure-coverage.ts';
export { failuresOf } from './report/failures.ts';
export type { Failure } from './report/failures.ts';
export { renderJunit } from './report/render-junit.ts';
export { renderJunitErrors } from './report/render-junit-errors.ts';
export { renderLcov } from './report/render-lcov.ts';
export { renderText } from './report/render-text.ts';
export { reportOf } from './report/report.ts';
export type { PlayedStory, TestOutcome, TestReport } from './report/report.ts';
export { createScenarioPlayer } from './run-scenario.ts';
export type { ScenarioPlayer } from './run-scenario.ts';
export type {
  EngineFactory,
  Expectation,
  ExpectationResult,
  Scenario,
  ScenarioProblem,
  ScenarioResult,
  TestValue,
} from './scenario.ts';
export { isEventStep, timelineOf } from './timeline.ts';
export type { Moment, TestStep } from './timeline.ts';
