import { stableJson } from '../../dsl/compile/keys.ts';
import type { Program } from '../../dsl/program/program.ts';
import type { Engine } from '../index.ts';
import type { Input, Json } from '../model.ts';
import { buildCommand } from './build-command.ts';
import { buildEvent } from './build-event.ts';
import type { CoverageMeter } from './watch/measure-coverage.ts';
import { createCustomerInMemory } from './customer-in-memory.ts';
import { readGiven } from './given.ts';
import { judgeExpectation } from './judge-expectation.ts';
import type {
  EngineFactory,
  ExpectationResult,
  Scenario,
  ScenarioProblem,
  ScenarioResult,
} from './scenario.ts';
import { scenarioRelease, withoutControlGroups } from './scenario-release.ts';
import { isFault } from './step-fault.ts';
import { isEventStep, timelineOf } from './timeline.ts';
import type { Moment } from './timeline.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

export interface ScenarioPlayer {
  /** Plays the story on a customer of its own and says of every expectation whether it held and what it saw. */
  run(scenario: Scenario): ScenarioResult;
  /** The engine that the story runs on: its own constants, and nobody held out. */
  engineOf(scenario: Scenario): Engine;
}

/**
 * Plays scenarios on `program`, compiled with the `extra` of their plan. Those that take the same for given share an
 * engine, since making one takes longer than most stories. A `meter` sees what the rules' conditions come to.
 */
export function createScenarioPlayer(
  createEngine: EngineFactory,
  program: Program,
  meter?: CoverageMeter,
): ScenarioPlayer {
  const open = withoutControlGroups(program);
  const rules = new Map(program.named.map(rule => [rule.id, rule]));
  const engines = new Map<string, Engine>();
  const options = meter === undefined ? {} : { compileRule: meter.compileRule };
  const engineOf = ({ test }: Scenario): Engine => {
    const given = readGiven(test, program);
    const release = scenarioRelease(test, given, program);
    const key = stableJson([release, given.values]);
    const engine = engines.get(key) ?? createEngine(open, release, { ...options, given: given.values });
    engines.set(key, engine);
    return engine;
  };
  const run = (scenario: Scenario): ScenarioResult => {
    const { test, id } = scenario;
    const engine = engineOf(scenario);
    const customer = createCustomerInMemory(engine, id);
    const problems: ScenarioProblem[] = readGiven(test, program).problems.map(({ key, message }) => ({
      step: 0,
      path: ['given', key],
      at: '',
      message,
    }));
    const expectations: ExpectationResult[] = [];
    const asked = new Map<string, Moment>();
    let lastAt: number | undefined;
    const add = (input: Input): void => {
      // What comes in at once is sorted by what it is; in a story it happens in the author's order.
      if (input.at === lastAt) settle();
      lastAt = input.at;
      customer.add(input);
    };
    const settle = (): void => {
      for (const [input, answer] of customer.settle()) {
        const moment = asked.get(input);
        const message = moment === undefined ? undefined : refusal(answer);
        if (moment !== undefined && message !== undefined) problems.push(problemAt(moment, message));
      }
    };
    for (const moment of timelineOf(test, program.policy.time.zone)) {
      const { source, step, at } = moment;
      if ('expect' in source) {
        add(tick(moment, id));
        settle();
        const where = { engine, rules, snapshot: customer.snapshot(), customer: id, at };
        for (const [index, expectation] of (scenario.expectations[step] ?? []).entries())
          expectations.push({ ...judgeExpectation(expectation, where), at: source.at, step, index });
        meter?.look(engine, where.snapshot, at);
        continue;
      }
      const input = isEventStep(source)
        ? buildEvent(moment, source, ownValue(program.events, source.event), id)
        : buildCommand(moment, source, id, program.policy.maxActive, test.steps);
      if (isFault(input)) {
        problems.push(problemAt(moment, input.message));
        continue;
      }
      if (input.kind === 'command') asked.set(input.id, moment);
      add(input);
    }
    settle();
    meter?.follow(customer.entries());
    return {
      id,
      name: scenario.name,
      passed: problems.length === 0 && expectations.every(({ passed }) => passed),
      expectations,
      problems,
      snapshot: customer.snapshot(),
      entries: customer.entries(),
    };
  };
  return { run, engineOf };
}

function problemAt({ step, source: { at } }: Moment, message: string): ScenarioProblem {
  return { step, path: ['steps', step], at, message };
}

function tick(moment: Moment, customer: string): Input {
  return {
    kind: 'tick',
    id: `scenario:tick-${moment.step + 1}`,
    customer,
    at: moment.at,
    body: null,
    bodyHash: '',
  };
}

/** Why a command was not obeyed, in its own words. */
function refusal(answer: Json): string | undefined {
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return undefined;
  const { ok, detail } = answer as { readonly [key: string]: Json };
  if (ok !== false) return undefined;
  return typeof detail === 'string' ? detail : 'the command was refused';
}
