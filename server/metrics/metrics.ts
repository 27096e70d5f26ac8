import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Everything that Cairn counts and measures. Labels take values from short lists only, whatever is sent. */
export type Metrics = ReturnType<typeof createMetrics>;

const FAST_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200];

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    build: new Gauge({
      registers,
      name: 'cairn_build_info',
      help: 'Always 1; the labels say what runs.',
      labelNames: ['version', 'node'],
    }),
    events: new Counter({
      registers,
      name: 'cairn_events_total',
      help: 'Raw records that came in, by what they came to: processed, duplicate, failed (kept), unavailable.',
      labelNames: ['source_type', 'outcome'],
    }),
    inputs: new Counter({
      registers,
      name: 'cairn_inputs_total',
      help: 'Inputs (event, command, tick) handed to the store: applied, duplicate, refused, busy, again (with another release), failed.',
      labelNames: ['kind', 'outcome'],
    }),
    effects: new Counter({
      registers,
      name: 'cairn_effects_total',
      help: 'Journalled effects by kind.',
      labelNames: ['kind'],
    }),
    effectSeconds: new Histogram({
      registers,
      name: 'cairn_effect_duration_seconds',
      help: 'From inputs being received until what they bring about is durable.',
      labelNames: ['kind'],
      buckets: FAST_SECONDS,
    }),
    inputsWaiting: new Gauge({
      registers,
      name: 'cairn_inputs_waiting',
      help: 'Inputs received and not durable yet: the queue.',
    }),
    stepInputs: new Histogram({
      registers,
      name: 'cairn_step_inputs',
      help: 'Inputs decided together in one step of a customer.',
      buckets: SIZES,
    }),
    conflicts: new Counter({
      registers,
      name: 'cairn_steps_decided_again_total',
      help: 'Steps decided again since another writer of the customer, or a newer release, was faster.',
    }),
    storeSeconds: new Histogram({
      registers,
      name: 'cairn_store_operation_duration_seconds',
      help: 'Calls to the store, retries included.',
      labelNames: ['operation'],
      buckets: FAST_SECONDS,
    }),
    storeErrors: new Counter({
      registers,
      name: 'cairn_store_errors_total',
      help: 'Calls to the store that failed.',
      labelNames: ['operation'],
    }),
    httpSeconds: new Histogram({
      registers,
      name: 'cairn_http_request_duration_seconds',
      help: 'Requests by route, not by address.',
      labelNames: ['method', 'route', 'status'],
      buckets: FAST_SECONDS,
    }),
    httpInHand: new Gauge({
      registers,
      name: 'cairn_http_requests_in_hand',
      help: 'Requests of the API that are not answered to their end.',
    }),
    backgroundRounds: new Counter({
      registers,
      name: 'cairn_background_rounds_total',
      help: 'Rounds of background work.',
      labelNames: ['work', 'outcome'],
    }),
  };
}
