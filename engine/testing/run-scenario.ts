import type { NamedRule, Program } from '../../dsl/program/program.ts';
import type { Engine } from '../index.ts';
import type { Entry, Input, Json, Snapshot, Step } from '../model.ts';
import { buildCommand } from './build-command.ts';
import { buildEvent } from './build-event.ts';
import type {
  EngineFactory,
  Expectation,
  ExpectationResult,
  Scenario,
  ScenarioProblem,
  ScenarioResult,
} from './scenario.ts';
import { scenarioRelease, unknownGivens, withoutControlGroups } from './scenario-release.ts';
import { isEventStep, timelineOf } from './timeline.ts';
import type { Moment } from './timeline.ts';

/**
 * Plays a scenario on a customer of its own and says of every expectation whether it held and what it saw.
 * `program` is compiled with the `extra` of the scenario's plan; no customer is held out.
 */
export function runScenario(
  createEngine: EngineFactory,
  program: Program,
  scenario: Scenario,
): ScenarioResult {
  const { test } = scenario;
  const engine = scenarioEngine(createEngine, program, scenario);
  const player = createPlayer(engine, scenario.id);
  const rules = new Map(program.named.map(rule => [rule.id, rule]));
  const problems: ScenarioProblem[] = unknownGivens(test).map(text => ({
    step: 0,
    at: '',
    message: `given "${text}" is no percentile`,
  }));
  const expectations: ExpectationResult[] = [];
  for (const moment of timelineOf(test, program.policy.time.zone)) {
    const { source, step, at } = moment;
    if ('expect' in source) {
      player.play(tick(moment, scenario.id));
      const held = (expectation: Expectation): ExpectationResult => ({
        ...judge(expectation, rules, rule => player.read(rule, at)),
        at: source.at,
        step,
      });
      expectations.push(...(scenario.expectations[step] ?? []).map(held));
      continue;
    }
    const input = isEventStep(source)
      ? buildEvent(moment, source, program.events[source.event], scenario.id)
      : buildCommand(moment, source, scenario.id, program.policy.maxActive);
    const problem = typeof input === 'string' ? input : refusal(player.play(input));
    if (problem !== undefined) problems.push({ step, at: source.at, message: problem });
  }
  return {
    id: scenario.id,
    name: scenario.name,
    passed: problems.length === 0 && expectations.every(({ passed }) => passed),
    expectations,
    problems,
    snapshot: player.snapshot(),
    entries: player.entries(),
  };
}

/** The engine that a scenario runs on: its own constants, and nobody held out. */
export function scenarioEngine(createEngine: EngineFactory, program: Program, { test }: Scenario): Engine {
  return createEngine(withoutControlGroups(program), scenarioRelease(test, program));
}

function judge(
  { text, rule, parts }: Expectation,
  rules: ReadonlyMap<string, NamedRule>,
  read: (rule: NamedRule) => unknown,
): Pick<ExpectationResult, 'text' | 'passed' | 'seen'> {
  const valueOf = (id: string): unknown => {
    const named = rules.get(id);
    if (named === undefined) throw new Error(`the program was compiled without the expectation "${text}"`);
    return read(named);
  };
  const seen = parts.map(part => ({ text: part.text, value: valueOf(part.rule) }));
  return { text, passed: valueOf(rule) === true, seen };
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

interface Player {
  /** The answer to the input; a known id is a duplicate and changes nothing. */
  play(input: Input): Json;
  read(rule: NamedRule, at: number): unknown;
  snapshot(): Snapshot | null;
  entries(): readonly Entry[];
}

/** Does for one customer in memory what a store does: duplicates out, one step after the other, a journal. */
function createPlayer(engine: Engine, customer: string): Player {
  let snapshot: Snapshot | null = null;
  const entries: Entry[] = [];
  const known = new Set<string>();
  return {
    play: input => {
      if (known.has(input.id)) return null;
      const step = decide(engine, snapshot, input, entries);
      const v: number = (snapshot?.v ?? 0) + 1;
      entries.push(
        ...step.entries.map((entry, i): Entry => ({
          id: entry.id,
          customer,
          v,
          i,
          at: entry.at,
          program: step.program,
          release: step.release,
          kind: entry.kind,
          input: entry.input,
          effects: entry.effects,
          answer: entry.answer,
        })),
      );
      for (const entry of step.entries) known.add(entry.id);
      snapshot = {
        customer,
        v,
        at: step.at,
        release: step.release,
        entries: entries.length,
        state: step.state,
        summary: step.summary,
      };
      return step.entries.find(entry => entry.id === input.id)?.answer ?? null;
    },
    read: (rule, at) => engine.evaluate(snapshot, at, rule.value),
    snapshot: () => snapshot,
    entries: () => entries,
  };
}

function decide(engine: Engine, before: Snapshot | null, input: Input, history: readonly Entry[]): Step {
  const first = engine.decide(before, [input]);
  const second =
    'needs' in first && first.needs === 'history' ? engine.decide(before, [input], history) : first;
  if ('needs' in second) throw new Error('a scenario runs under one release');
  return second;
}
