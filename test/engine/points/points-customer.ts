import { compileFiles, renderDiagnostics } from '../../../dsl/index.ts';
import type { Program } from '../../../dsl/index.ts';
import type { Effect, Entry, Input, Json, PointsCommand } from '../../../engine/index.ts';
import { isPosting } from '../../../engine/points/posted.ts';
import { pointsId } from '../../../engine/points/point-commands.ts';
import { parseState } from '../../../engine/state-text.ts';
import type { PointsState } from '../../../engine/state.ts';
import { createCustomer, eventInput } from '../../support/one-customer.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.parse('2026-03-02T08:00:00Z');
const FIRST_DAY = Math.floor(START / DAY);

/** A login pays 100 points at once, a visit 50 that can be spent from the third day on. */
const RULES = (onReversal: string): string => `kind: event
id: app.login
name: Login
source_types: [app]
---
kind: event
id: app.visit
name: Visit
source_types: [app]
---
kind: event
id: points.posted
name: Points posted
source_types: [cairn]
unit: points
required: [cause]
attributes: { cause: [mission, expiry, redemption, operator, reversal, release, hold, capture, hold_release, hold_expiry] }
---
kind: metric
id: spent
name: Spent
value: sum(points.posted where cause in ["redemption", "capture"], 30d)
---
kind: segment
id: spender
name: Spends points
when: spent < 0
---
kind: mission
id: log_in
name: Log in
category: habit
period: 7d
progress: count(app.login, period)
target: { levels: { a: 1 } }
generate: { when: 'true' }
reward: { points: 100 }
---
kind: mission
id: visit
name: Visit
category: habit
period: 7d
progress: count(app.visit, period)
target: { levels: { a: 1 } }
generate: { when: 'true' }
reward: { points: 50, hold: 3d }
---
kind: policy
id: policy
name: Policy
time: { zone: UTC, lateness: 2d }
max_active: 5
categories: { habit: { weight: 1, margin: 2 } }
cooldown: { success: 0d, expiry: 0d }
level: { first: a, up_after: 99, down_after: 99 }
points: { expire: 30d, on_reversal: ${onReversal} }
`;

const programs = new Map<string, Program>();

export function pointsProgram(onReversal = 'take_back'): Program {
  const known = programs.get(onReversal);
  if (known !== undefined) return known;
  const files = [{ path: 'rules.yaml', text: RULES(onReversal) }];
  const { program, diagnostics } = compileFiles(files);
  if (program === undefined) throw new Error(renderDiagnostics(diagnostics, files));
  programs.set(onReversal, program);
  return program;
}

export const CUSTOMER = 'customer-1';

/** A customer with points, who is told the answers to what is asked of them. */
export function createPointsCustomer(onReversal: 'take_back' | 'keep' = 'take_back') {
  const customer = createCustomer(pointsProgram(onReversal), CUSTOMER);
  let now = START;
  let asked = 0;

  function take(...inputs: readonly Input[]): readonly Effect[] {
    return customer.take(...inputs);
  }

  function command(body: Extract<Input, { kind: 'command' }>['body'], id: string): Input {
    return { kind: 'command', id, customer: CUSTOMER, at: now, body, bodyHash: id };
  }

  function state(): PointsState {
    return parseState(customer.snapshot?.state ?? '').decisions.points;
  }

  return {
    customer,
    state,
    command,
    take,
    get now() {
      return now;
    },
    wait(ms: number) {
      now += ms;
    },
    /** Time alone: what is due by now happens. */
    tick(): readonly Effect[] {
      return take({ kind: 'tick', id: `t${now}`, customer: CUSTOMER, at: now, body: null, bodyHash: '' });
    },
    /** The mission's id; its completing event is called by it. */
    earn(event: 'app.login' | 'app.visit' = 'app.login'): string {
      asked += 1;
      take(command({ do: 'generate', max_missions: 5, force_regenerate: false }, `g:${asked}`));
      const effects = take(eventInput(event, now, { event_id: `e${asked}`, customer: CUSTOMER }));
      const mission = effects.flatMap(effect =>
        effect.kind === 'mission_completed' ? [effect.mission] : [],
      );
      return mission[0] ?? '';
    },
    /** Takes the event of the mission back that `earn` has earned as its `n`-th. */
    takeBackEvent(n: number, event: 'app.login' | 'app.visit' = 'app.login'): readonly Effect[] {
      const reversal = { event_id: `r${n}`, reversal_of: `e${n}`, customer: CUSTOMER };
      return take(eventInput(event, now, reversal));
    },
    ask(body: PointsCommand, id = `c:${(asked += 1)}`): Answer {
      take(command(body, id));
      return answerTo(customer.journal, id);
    },
    /** Ids of what the command called `id` makes. */
    ids: (id: string) => ({ redemption: pointsId('r', CUSTOMER, id), hold: pointsId('h', CUSTOMER, id) }),
    /** [days from the first, amount] of each lot. */
    lots: () => state().lots.map(([day, amount]) => [day - FIRST_DAY, amount]),
    postings: () => postingsOf(customer.journal),
  };
}

export type PointsCustomer = ReturnType<typeof createPointsCustomer>;

type Answer = Readonly<Record<string, Json>>;

function answerTo(journal: readonly Entry[], id: string): Answer {
  const answer = journal.find(entry => entry.id === id)?.answer;
  return (answer ?? {}) as Answer;
}

export function postingsOf(journal: readonly Entry[]) {
  return journal.flatMap(({ effects }) => effects.filter(isPosting));
}
