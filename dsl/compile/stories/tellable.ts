import type { Scope } from '../../check/scope.ts';
import type { Manifest } from '../../program/features.ts';
import type { EventType } from '../../program/program.ts';

/** What a story can speak of. */
export interface Tellable {
  readonly events: Readonly<Record<string, EventType>>;
  /** Ids of documents that are too faulty to say what they are. */
  readonly faulty: readonly string[];
  readonly missions: readonly string[];
  /** With the names of their levels, those in error included. */
  readonly badges: readonly { readonly id: string; readonly levels: readonly string[] }[];
  readonly scores: readonly string[];
  /** What every rule can name. */
  readonly scope: Scope;
  /** What the rules read. */
  readonly manifest: Manifest;
}
