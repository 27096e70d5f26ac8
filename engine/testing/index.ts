export { compileScenarios } from './compile-scenarios.ts';
export type { CompiledScenarios } from './compile-scenarios.ts';
export { planScenarios } from './plan-scenarios.ts';
export type { Plan, TestDocument } from './plan-scenarios.ts';
export { runScenario, scenarioEngine } from './run-scenario.ts';
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
