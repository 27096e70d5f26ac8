import type { Program } from '../../dsl/program/program.ts';
import type { Entry, Input, Json, Release, Snapshot, StepEntry } from '../../engine/model.ts';

/** What a thread that decides is told. */
export type Request =
  | { readonly kind: 'release'; readonly key: number; readonly program: Program; readonly release: Release }
  | { readonly kind: 'forget'; readonly key: number }
  | { readonly kind: 'decide'; readonly asks: readonly Ask[] };

/** One customer's step that is asked for; `key` names the release that decides. */
export interface Ask {
  readonly id: number;
  readonly key: number;
  readonly before: Snapshot | null;
  readonly fresh: readonly Input[];
  readonly history: readonly Entry[] | undefined;
}

/** What a thread says: once that it is there, then the answers to all asks of a message at once. */
export type Reply =
  { readonly kind: 'ready' } | { readonly kind: 'decided'; readonly answers: readonly Answer[] };

export type Answer =
  | { readonly id: number; readonly step: PackedStep }
  | { readonly id: number; readonly needs: 'history' | number }
  | { readonly id: number; readonly thrown: unknown };

/** A step with its parts printed as stores keep them: texts cross between threads at less cost than objects. */
export interface PackedStep {
  readonly at: number;
  readonly release: number;
  readonly program: string;
  readonly state: string;
  readonly summary: string;
  readonly dueAt: number | null;
  readonly entries: readonly PackedEntry[];
}

export interface PackedEntry extends Pick<
  StepEntry,
  'id' | 'kind' | 'at' | 'bodyHash' | 'marks' | 'decidedBy'
> {
  /** Which of the fresh inputs it is of; null: of none. */
  readonly fresh: number | null;
  /** Its input, where it is of none of the fresh ones. */
  readonly input: string;
  readonly effects: string;
  readonly answer: Json;
  readonly send: string;
}
