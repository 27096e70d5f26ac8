import { EXTRA_FILE } from '../../dsl/index.ts';
import type { Logic, Program, RuleCondition } from '../../dsl/index.ts';
import { isList } from '../../dsl/compile/expressions/logic-vars.ts';
import { createEngine } from '../../engine/index.ts';
import type { EngineOptions } from '../../engine/index.ts';
import { compileLogic } from '../../engine/logic/index.ts';
import { createScenarioPlayer, measureCoverage } from '../../engine/testing/index.ts';
import type { EngineFactory, Scenario } from '../../engine/testing/index.ts';
import { compileDefaultScenarios } from '../rules/default-rules.ts';

type Operation = { readonly [operator: string]: Logic };
type Mutate = (operation: Operation) => Operation | undefined;

/** The mistakes that an editor of rules makes, done to one condition at a time. */
const MUTATIONS: readonly { readonly name: string; readonly mutate: Mutate }[] = [
  { name: 'turned around', mutate: operation => ({ '!': [operation] }) },
  { name: 'one step off at the boundary', mutate: otherBoundary },
];

const BOUNDARIES: Readonly<Record<string, string>> = { '>=': '>', '>': '>=', '<=': '<', '<': '<=' };

function otherBoundary(operation: Operation): Operation | undefined {
  const [[operator, args] = ['', null]] = Object.entries(operation);
  const other = BOUNDARIES[operator];
  return other === undefined ? undefined : { [other]: args };
}

/**
 * Whether the stories of the default rules notice a change: each condition is changed in turn, and the stories that
 * ask it are played until one fails. Names the changes that none notices.
 */
export function run(): readonly string[] {
  const lines: string[] = [];
  const { program, scenarios, conditions } = compileDefaultScenarios();
  const decisive = partsOf(Object.values(program.manifest.holds).map(({ logic }) => logic));
  const counted = conditions.filter(condition => isCounted(condition, decisive));
  const asking = storiesThatAsk(program, scenarios, counted);
  for (const { name, mutate } of MUTATIONS) {
    const changed = counted.filter(({ logic }) => asking.has(logic) && mutate({ ...logic }) !== undefined);
    const unnoticed = changed.filter(
      ({ logic }) => !isNoticed(program, asking.get(logic) ?? [], logic, mutate),
    );
    lines.push(...unnoticed.map(condition => `  ${placeOf(condition)}`));
    const share = (100 * (changed.length - unnoticed.length)) / changed.length;
    lines.push(
      `${name}: ${changed.length - unnoticed.length} of ${changed.length} noticed (${share.toFixed(0)}%)`,
    );
  }
  return lines;
}

/**
 * Of equal held conditions the program keeps one, and only that one can be changed. What a campaign asks of its event
 * is compiled in another way.
 */
function isCounted(
  { kind, document, path, held, logic }: RuleCondition,
  decisive: ReadonlySet<object>,
): boolean {
  const decides = document.kind !== 'event' && document.kind !== 'test' && document.file !== EXTRA_FILE;
  if (document.kind === 'campaign' && path[0] === 'trigger') return false;
  return kind === 'condition' && decides && (held === undefined || decisive.has(logic));
}

function partsOf(logics: readonly Logic[]): ReadonlySet<object> {
  const found = new Set<object>();
  const collect = (logic: Logic): void => {
    if (logic === null || typeof logic !== 'object') return;
    found.add(logic);
    Object.values(logic).forEach(collect);
  };
  logics.forEach(collect);
  return found;
}

/** By the condition's logic: the stories in which it is asked at all, quickest first. */
function storiesThatAsk(
  program: Program,
  scenarios: readonly Scenario[],
  conditions: readonly RuleCondition[],
): ReadonlyMap<object, readonly Scenario[]> {
  const played = scenarios.map(scenario => {
    const meter = measureCoverage(program, conditions);
    const started = performance.now();
    createScenarioPlayer(createEngine, program, meter).run(scenario);
    return { scenario, ms: performance.now() - started, asked: meter.asked };
  });
  played.sort((a, b) => a.ms - b.ms);
  return new Map(
    conditions.map(condition => [
      condition.logic,
      played.flatMap(({ scenario, asked }) => (asked(condition) ? [scenario] : [])),
    ]),
  );
}

function isNoticed(
  program: Program,
  scenarios: readonly Scenario[],
  target: object,
  mutate: Mutate,
): boolean {
  const compileRule: EngineOptions['compileRule'] = (logic, slots) =>
    compileLogic(replaced(logic, target, mutate), slots);
  const factory: EngineFactory = (rules, release, options) =>
    createEngine(rules, release, { ...options, compileRule });
  const player = createScenarioPlayer(factory, program);
  return scenarios.some(scenario => !player.run(scenario).passed);
}

function replaced(logic: Logic, target: object, mutate: Mutate): Logic {
  if (logic === null || typeof logic !== 'object') return logic;
  if (isList(logic)) return logic.map(part => replaced(part, target, mutate));
  if (logic === target) return mutate(logic) ?? logic;
  return Object.fromEntries(
    Object.entries(logic).map(([operator, args]) => [operator, replaced(args, target, mutate)]),
  );
}

function placeOf({ document, path, span }: RuleCondition): string {
  const { expression, range } = document.locate(path);
  const { start } = expression?.rangeIn(span.start, span.end) ?? range;
  return `${document.file}:${start.line}:${start.column} ${expression?.text.slice(span.start, span.end) ?? ''}`;
}
