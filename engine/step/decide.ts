import { pruneFacts } from '../metrics/facts.ts';
import type { Decide, Entry, Input, Step } from '../model.ts';
import { createCustomerStep } from '../runtime/customer-step.ts';
import type { CustomerStep } from '../runtime/customer-step.ts';
import type { Prepared } from '../runtime/prepare.ts';
import { STATE_FORMAT } from '../state-format.ts';
import { printState } from '../state-text.ts';
import { closeDays, nextDue } from './close-day.ts';
import { rebuildFacts } from './rebuild-facts.ts';
import { upgradeClock } from '../upgrade/catch-up.ts';
import { upgrade } from '../upgrade/upgrade.ts';
import { createRecentStates } from './recent-states.ts';
import type { RecentStates } from './recent-states.ts';
import { runCommand } from './run-command.ts';
import { summarise } from './summarise.ts';
import { takeEvent } from './take-event.ts';

/**
 * One customer's step: due instants and inputs in the order of their clocks, each with its effects. Pure: the same
 * snapshot and inputs give the same step on every node.
 */
export function createDecide(prepared: Prepared): Decide {
  const recent = createRecentStates();
  return (before, fresh, history) => {
    if (before !== null && before.release > prepared.release.n) return { needs: before.release };
    const inputs = inOrder(fresh);
    const [first] = inputs;
    if (first === undefined) throw new Error('a step needs an input');
    const { state, evaluation } = before === null ? NOTHING : recent.take(before);
    const goesOverAt = upgradeClock(prepared.release, before, first.at);
    if (before !== null && state !== null && goesOverAt !== null) {
      if (nextDue(state, before.at) <= goesOverAt) return { needs: before.release };
    }
    const scores = before?.summary.scores ?? {};
    const step = createCustomerStep(prepared, first.customer, state, scores, evaluation);
    if (state !== null && state.keepers !== prepared.keepersHash) {
      if (history === undefined) return { needs: 'history' };
      step.facts = rebuildFacts(prepared, state.facts.kept.zone, history);
    }
    if (before !== null && goesOverAt !== null) upgrade(step, before.release, goesOverAt);
    let clock = goesOverAt ?? before?.at ?? null;
    for (const input of inputs) {
      const at = Math.max(clock ?? input.at, input.at);
      if (clock !== null) closeDays(step, clock, at);
      clock = at;
      step.at = at;
      if (take(step, input, history) === 'history') return { needs: 'history' };
    }
    return finish(step, clock ?? first.at, fresh, recent);
  };
}

const NOTHING = { state: null, evaluation: null };

function take(
  step: CustomerStep,
  input: Input,
  history: readonly Entry[] | undefined,
): 'history' | undefined {
  switch (input.kind) {
    case 'event':
      return takeEvent(step, input, history);
    case 'command':
      return runCommand(step, input, history);
    case 'tick':
      return undefined;
  }
}

/** By clock, then by when it happened, then by id: the order does not depend on how the inputs came in. */
function inOrder(inputs: readonly Input[]): readonly Input[] {
  const happened = (input: Input): string => (input.kind === 'event' ? input.body.occurred_at : '');
  return [...inputs].sort((a, b) => a.at - b.at || compare(happened(a), happened(b)) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function finish(step: CustomerStep, at: number, fresh: readonly Input[], recent: RecentStates): Step {
  const { prepared, facts } = step;
  step.at = at;
  pruneFacts(facts.kept, prepared.keepers, at);
  const state = { keepers: prepared.keepersHash, facts, decisions: step.decisions };
  const text = printState(state);
  const summary = summarise(step);
  recent.remember(step.customer, text, {
    state: { format: STATE_FORMAT, ...state },
    evaluation: step.evaluation(),
  });
  const loading = fresh.some(({ history }) => history === true);
  return {
    at,
    release: prepared.release.n,
    program: prepared.program.hash,
    state: text,
    summary,
    dueAt: loading ? null : nextDue(step, at),
    entries: step.entries,
  };
}
