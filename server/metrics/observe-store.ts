import type { Input } from '../../engine/model.ts';
import { ReleaseNeeded } from '../services/releases.ts';
import type { DecideStep, Outcome, Store } from '../stores/store.ts';
import { SubmitError } from '../stores/submit-error.ts';
import type { Metrics } from './metrics.ts';
import { createTally } from './tally.ts';

/**
 * The same store, with every call measured under its method's name. A proxy, so that a method that the port gains is
 * measured too.
 */
export function observeStore(store: Store, metrics: Metrics): Store {
  const submit = observeSubmit(store, metrics);
  const observed = new Map<PropertyKey, unknown>();
  return new Proxy(store, {
    get(target, name) {
      if (!observed.has(name)) observed.set(name, observe(target, name, submit, metrics));
      return observed.get(name);
    },
  });
}

function observe(target: Store, name: PropertyKey, submit: Store['submit'], metrics: Metrics): unknown {
  if (name === 'submit') return submit;
  const value: unknown = Reflect.get(target, name);
  if (typeof value !== 'function') return value;
  return (...given: unknown[]): unknown => {
    const end = metrics.storeSeconds.startTimer({ operation: String(name) });
    const result: unknown = Reflect.apply(value, target, given);
    // What answers at once or row by row has no duration to speak of.
    if (result instanceof Promise)
      result.then(
        () => end(),
        () => failed(String(name), end, metrics),
      );
    return result;
  };
}

function failed(operation: string, end: () => void, { storeErrors }: Metrics): void {
  end();
  storeErrors.inc({ operation });
}

function observeSubmit(store: Store, metrics: Metrics): Store['submit'] {
  const watch = createDecideWatch(metrics);
  return async (inputs, decide) => {
    const since = performance.now();
    metrics.inputsWaiting.inc(inputs.length);
    const endCall = metrics.storeSeconds.startTimer({ operation: 'submit' });
    try {
      const outcomes = await store.submit(inputs, watch(decide));
      countOutcomes(inputs, outcomes, metrics);
      return outcomes;
    } catch (error) {
      const isPartly = error instanceof SubmitError;
      countOutcomes(inputs, isPartly ? error.outcomes : [], metrics, isPartly ? error.failures : undefined);
      metrics.storeErrors.inc({ operation: 'submit' });
      throw error;
    } finally {
      const seconds = (performance.now() - since) / 1_000;
      // Of each input, so that one alone does not weigh as much as a batch.
      for (const { kind } of inputs) metrics.effectSeconds.observe({ kind }, seconds);
      endCall();
      metrics.inputsWaiting.dec(inputs.length);
    }
  };
}

/** The same function for the same `decide`: the store puts those of one release into one step. */
function createDecideWatch({ stepInputs, conflicts }: Metrics): (decide: DecideStep) => DecideStep {
  const watched = new WeakMap<DecideStep, DecideStep>();
  const decided = new WeakSet<Input>();
  return decide => {
    const known = watched.get(decide);
    if (known) return known;
    const watching: DecideStep = (before, fresh, history) => {
      const [first] = fresh;
      if (first && history === undefined) {
        if (decided.has(first)) conflicts.inc();
        else stepInputs.observe(fresh.length);
        decided.add(first);
      }
      return decide(before, fresh, history);
    };
    watched.set(decide, watching);
    return watching;
  };
}

function countOutcomes(
  inputs: readonly Input[],
  outcomes: readonly (Outcome | null)[],
  { inputs: counter, effects }: Metrics,
  failures?: ReadonlyMap<string, unknown>,
): void {
  const counted = createTally();
  const caused = createTally();
  for (const [index, { kind, id }] of inputs.entries()) {
    const outcome = outcomes[index] ?? null;
    counted.add(kind, nameOf(outcome, failures?.get(id)));
    if (outcome === null || 'error' in outcome || outcome.duplicate) continue;
    for (const effect of outcome.entry.effects) caused.add(effect.kind);
  }
  counted.each((count, kind = '', outcome = '') => counter.inc({ kind, outcome }, count));
  caused.each((count, kind = '') => effects.inc({ kind }, count));
}

/** Again: it needs another release, with which it is handed over once more. */
function nameOf(outcome: Outcome | null, failure: unknown): string {
  if (outcome === null) return failure instanceof ReleaseNeeded ? 'again' : 'failed';
  if ('error' in outcome) return outcome.error === 'busy' ? 'busy' : 'refused';
  return outcome.duplicate ? 'duplicate' : 'applied';
}
