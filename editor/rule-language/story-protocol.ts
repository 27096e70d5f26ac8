import type { Failure } from '../../engine/testing/index.ts';
import type { TextFile } from './protocol.ts';

/** The messages between the page and the worker that plays stories. */
export interface StoryRequest {
  readonly files: readonly TextFile[];
  /** The file whose stories are played; the others are the rules. */
  readonly file: string;
}

/** How one story ended. */
export interface StoryOutcome {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly passed: boolean;
  readonly failures: readonly Failure[];
}

export type StoryReply =
  | { readonly kind: 'started'; readonly stories: number }
  | { readonly kind: 'story'; readonly outcome: StoryOutcome }
  /** The rules have so many errors, so that nothing was played. */
  | { readonly kind: 'faulty'; readonly errors: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };
