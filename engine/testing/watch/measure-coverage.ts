import { EXTRA_FILE } from '../../../dsl/index.ts';
import type { RuleCondition } from '../../../dsl/index.ts';
import type { CampaignRule, Program } from '../../../dsl/program/program.ts';
import type { Engine } from '../../index.ts';
import { seenEvent } from '../../metrics/fact-event.ts';
import type { FactEvent } from '../../metrics/fact-event.ts';
import type { Entry, Snapshot } from '../../model.ts';
import type { RuleCompiler } from '../../runtime/prepare.ts';
import { platformEvent } from '../../step/platform-events.ts';
import { coverageOf } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { createConditionWatch } from './watch-conditions.ts';

/** Sees which ways the conditions of a program's rules come out while scenarios are played. */
export interface CoverageMeter {
  /** For the engine that plays them: `createEngine(program, release, meter.compileRule)`. */
  readonly compileRule: RuleCompiler;
  /** Asks what no event makes the engine ask: the audiences of campaigns that people start. */
  look(engine: Engine, snapshot: Snapshot | null, at: number): void;
  /** Which campaigns the events of a story could have set off, whether or not they met the conditions. */
  follow(entries: readonly Entry[]): void;
  /** Whether the condition was asked so far. */
  asked(condition: RuleCondition): boolean;
  coverage(): Coverage;
}

/** Events have conditions of their own (which of them a stream counts); those are no rule's decisions. */
const UNCOUNTED: ReadonlySet<string> = new Set<RuleCondition['document']['kind']>([
  'event',
  'source',
  'test',
]);

/** `conditions` and `program` are of one compilation. */
export function measureCoverage(program: Program, conditions: readonly RuleCondition[]): CoverageMeter {
  const kept = objectsIn(program);
  const counted = conditions.filter(
    ({ document: { kind, file }, logic, held }) =>
      !UNCOUNTED.has(kind) && file !== EXTRA_FILE && (held !== undefined || kept.has(logic)),
  );
  const watch = createConditionWatch(counted);
  const triggered = program.campaigns.flatMap(campaign => whereOf(campaign, watch.compileEventRule));
  const untriggered = program.campaigns.filter(({ trigger }) => trigger === undefined);
  return {
    compileRule: watch.compileRule,
    look: (engine, snapshot, at) => {
      for (const { audience } of untriggered)
        if (audience !== undefined) engine.evaluate(snapshot, at, audience);
    },
    follow: entries => {
      for (const event of entries.flatMap(entry => eventsOf(entry, program))) {
        for (const { type, where } of triggered) if (type === event.type) where(event);
      }
    },
    asked: condition => {
      const { met, unmet } = watch.outcomesOf(condition);
      return met || unmet;
    },
    coverage: () => coverageOf(counted, watch.outcomesOf),
  };
}

/** What was compiled and then not kept, such as the input of a table whose cells ask for it, is never asked itself. */
function objectsIn(program: Program): ReadonlySet<object> {
  const found = new Set<object>();
  const collect = (part: unknown): void => {
    if (part === null || typeof part !== 'object' || found.has(part)) return;
    found.add(part);
    Object.values(part).forEach(collect);
  };
  collect(program);
  return found;
}

function whereOf(
  { trigger }: CampaignRule,
  compile: ReturnType<typeof createConditionWatch>['compileEventRule'],
): readonly { readonly type: string; readonly where: (event: FactEvent) => unknown }[] {
  if (trigger?.where === undefined) return [];
  return [{ type: trigger.event, where: compile(trigger.where.logic) }];
}

/** What happened at an entry: the event that came in, and the platform's own. */
function eventsOf({ id, kind, at, input, effects }: Entry, program: Program): readonly FactEvent[] {
  const own = effects.flatMap((effect, index) => platformEvent(effect, at, index) ?? []);
  if (kind !== 'event' || input === null || !('event_type' in input)) return own;
  const type = program.events[input.event_type];
  return type === undefined ? own : [seenEvent(id, input, type), ...own];
}
