import type { Effect } from './effect.ts';
import type { Command, Input, Json, NormalisedEvent } from './input.ts';

/** One journalled input (or due instant) of a customer with what it caused. `event` entries carry the event. */
export interface Entry {
  readonly id: string;
  readonly customer: string;
  readonly v: number;
  readonly i: number;
  readonly at: number;
  readonly program: string;
  readonly release: number;
  readonly kind: 'event' | 'command' | 'tick';
  readonly input: NormalisedEvent | Command | null;
  readonly effects: readonly Effect[];
  readonly answer: Json;
}

/** Everything hot of one customer, as a store hands it over. `state` is canonical JSON text. */
export interface Snapshot {
  readonly customer: string;
  readonly v: number;
  readonly at: number;
  readonly release: number;
  /** Journal entries so far. */
  readonly entries: number;
  readonly state: string;
  readonly summary: Summary;
  /** Of all journal entries so far, each with those before it; absent: none was made yet. */
  readonly digest?: string;
}

/** What audiences, histograms and funnels are answered from, as of the customer's last step. */
export interface Summary {
  readonly scores: Readonly<Record<string, number>>;
  readonly segments: readonly string[];
  readonly tier: string;
  readonly points: number;
  /** Active missions by template. */
  readonly missions: readonly string[];
  readonly badges: number;
  readonly last_event_at: number | null;
  /** Named metrics that percentiles are calibrated from. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface StepEntry {
  readonly id: string;
  readonly kind: 'event' | 'command' | 'tick';
  readonly at: number;
  readonly input: NormalisedEvent | Command | null;
  readonly bodyHash: string;
  readonly effects: readonly Effect[];
  readonly answer: Json;
  /** "kind" and "kind:subject" of rare effects, counted for funnels and lists. */
  readonly marks: readonly string[];
  /** Effects that go to a webhook. */
  readonly send: readonly Effect[];
  /** Whose rules decided it, where that was an earlier release than the step's. */
  readonly decidedBy?: { readonly release: number; readonly program: string };
}

/** What one customer's step writes; due instants first. */
export interface Step {
  readonly at: number;
  readonly release: number;
  readonly program: string;
  readonly state: string;
  readonly summary: Summary;
  /** When a sweep should look again, in ms; null: never. */
  readonly dueAt: number | null;
  readonly entries: readonly StepEntry[];
}

/**
 * Pure and repeatable. `history`: all entries in order, given when it was asked for. A number asks for that release: a
 * later one has decided the customer already, or an earlier one has to run what was due before this went live.
 */
export type Decide = (
  before: Snapshot | null,
  fresh: readonly Input[],
  history?: readonly Entry[],
) => Step | { readonly needs: 'history' | number };
