import { availableParallelism } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import type { Engine } from '../../engine/index.ts';
import type { Decide } from '../../engine/model.ts';
import { hash32 } from '../../engine/metrics/short-key.ts';
import type { DecideStep } from '../stores/store.ts';
import { startThread, type DeciderThread } from './decider-thread.ts';
import type { Answer, Ask } from './messages.ts';
import { unpackStep } from './pack-step.ts';

/** Runs `decide` of engines on threads of their own, so that the process goes on writing and answering meanwhile. */
export interface Deciders {
  decideBy(engine: Engine): DecideStep;
  /** Starts the threads now, where otherwise the first large batch does; until they are there nothing waits for them. */
  start(): Promise<void>;
  /** To be called when nothing is being decided any more. */
  close(): Promise<void>;
}

export interface DecidersOptions {
  /** 0: everything is decided on the calling thread. null: one for each processor but one. */
  readonly threads: number | null;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** Node's options for the threads, where they are not those of the process. */
  readonly execArgv?: readonly string[];
}

interface Waiting {
  readonly ask: Ask;
  readonly engine: Engine;
  readonly settle: (decided: ReturnType<Decide> | Promise<never>) => void;
  /** How many threads ended over it. */
  deaths: number;
}

interface Place {
  thread: DeciderThread | null;
  readonly waiting: Map<number, Waiting>;
}

const MOST_THREADS = 8;

/** Up to so many inputs at once are decided on the calling thread: the way to another would take longer. */
const FEW_INPUTS = 6;

/** After so many threads that ended before they began, no further one is tried. */
const FALSE_STARTS = 3;

/** An input over which so many threads ended is given up. */
const DEATHS = 2;

export function startDeciders({ threads, log, execArgv }: DecidersOptions): Deciders {
  const places: Place[] = Array.from({ length: threads ?? threadsOfMachine() }, () => ({
    thread: null,
    waiting: new Map(),
  }));
  const keys = new WeakMap<Engine, number>();
  let asked: Waiting[] = [];
  let lastId = 0;
  let lastKey = 0;
  let falseStarts = 0;
  let closed = false;

  /** All that is asked in one go is handed over together. */
  function handOver(): void {
    const waiting = asked;
    asked = [];
    const inputs = waiting.reduce((sum, { ask }) => sum + ask.fresh.length, 0);
    const canSend = falseStarts < FALSE_STARTS && !closed;
    const byPlace = new Map<Place, Waiting[]>();
    for (const one of waiting) {
      const isWorthIt = inputs > FEW_INPUTS || one.deaths > 0;
      const place = canSend && isWorthIt ? placeOf(one) : undefined;
      if (place === undefined) decideHere(one);
      else byPlace.set(place, [...(byPlace.get(place) ?? []), one]);
    }
    for (const [place, ones] of byPlace) send(place, ones);
  }

  /**
   * Always the same for a customer, since that thread knows his state. Undefined while the thread starts, but for what
   * has ended one: here it could end the process.
   */
  function placeOf({ ask, deaths }: Waiting): Place | undefined {
    const customer = ask.fresh[0]?.customer ?? '';
    const place = places[hash32(customer) % places.length];
    if (place === undefined) return undefined;
    place.thread ??= start(place);
    return place.thread.isReady || deaths > 0 ? place : undefined;
  }

  function send(place: Place, ones: readonly Waiting[]): void {
    for (const one of ones) place.waiting.set(one.ask.id, one);
    place.thread?.ask(ones);
  }

  function start(place: Place): DeciderThread {
    const thread = startThread(execArgv, {
      answered(answers) {
        for (const answer of answers) {
          const one = place.waiting.get(answer.id);
          place.waiting.delete(answer.id);
          one?.settle(decidedOf(answer, one));
        }
      },
      died(error) {
        if (!thread.isReady) falseStarts += 1;
        log.error({ err: error }, 'a thread that decides has ended; another takes its place');
        place.thread = null;
        const ones = [...place.waiting.values()];
        place.waiting.clear();
        for (const one of ones) {
          if (thread.isReady) one.deaths += 1;
          if (one.deaths < DEATHS) asked.push(one);
          else one.settle(Promise.reject(error instanceof Error ? error : new Error(String(error))));
        }
        handOver();
      },
    });
    return thread;
  }

  function keyOf(engine: Engine): number {
    const known = keys.get(engine);
    if (known !== undefined) return known;
    lastKey += 1;
    keys.set(engine, lastKey);
    return lastKey;
  }

  return {
    decideBy(engine) {
      if (places.length === 0) return engine.decide;
      const key = keyOf(engine);
      return (before, fresh, history) =>
        new Promise(settle => {
          lastId += 1;
          asked.push({ ask: { id: lastId, key, before, fresh, history }, engine, settle, deaths: 0 });
          if (asked.length === 1) queueMicrotask(handOver);
        });
    },
    async start() {
      for (const place of places) place.thread ??= start(place);
      await Promise.all(places.flatMap(({ thread }) => thread?.whenReady ?? []));
    },
    async close() {
      closed = true;
      await Promise.all(places.flatMap(({ thread }) => thread?.stop() ?? []));
    },
  };
}

/**
 * Two processors are left: to the thread that answers and writes, and to the store's and the runtime's own work. On two
 * processors a thread beside the first gains nothing (`npm run bench -- ingest`): what is handed over costs as much.
 */
function threadsOfMachine(): number {
  return Math.max(0, Math.min(availableParallelism() - 2, MOST_THREADS));
}

function decideHere({ ask, engine, settle }: Waiting): void {
  try {
    settle(engine.decide(ask.before, ask.fresh, ask.history));
  } catch (error) {
    settle(Promise.reject(error instanceof Error ? error : new Error(String(error))));
  }
}

function decidedOf(answer: Answer, { ask }: Waiting): ReturnType<Decide> | Promise<never> {
  if ('step' in answer) return unpackStep(answer.step, ask.fresh);
  if ('needs' in answer) return { needs: answer.needs };
  const { thrown } = answer;
  return Promise.reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
}
