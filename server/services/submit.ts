import type { Effect, Entry, Input } from '../../engine/model.ts';
import { isStoreAway } from '../problem.ts';
import type { Outcome } from '../stores/store.ts';
import { BehindJournalError } from '../stores/behind-journal-error.ts';
import { SubmitError } from '../stores/submit-error.ts';
import type { Context } from './context.ts';
import type { LiveFeed } from './live-feed.ts';
import { ReleaseNeeded } from './releases.ts';
import type { Releases } from './releases.ts';

/** What an input came to; `failed` changed nothing. */
export type Submitted = Outcome | { readonly id: string; readonly failed: unknown };

export type Submit = (inputs: readonly Input[]) => Promise<readonly Submitted[]>;

const ATTEMPTS = 4;
const MOST_REMEMBERED = 1_000;

/**
 * Hands inputs to the store with the rules that are live, tells the live feed what came of them, and tries again
 * where trying again helps: a newer release was made elsewhere, or the store was busy. Ids make that safe.
 */
export function createSubmit(context: Context, releases: Releases, feed: LiveFeed): Submit {
  /** What was told last of why no release could be loaded; null: it could. */
  let told: string | null = null;
  /** Customers of whom it was told that their documents are behind their journals. */
  const behind = new Set<string>();

  async function once(inputs: readonly Input[]): Promise<Submitted[]> {
    const { decide } = releases.live();
    try {
      return [...(await context.store.submit(inputs, decide))];
    } catch (error) {
      if (!(error instanceof SubmitError)) throw error;
      const { outcomes, failures } = error;
      return inputs.map(
        (input, index) => outcomes[index] ?? { id: input.id, failed: failures.get(input.id) },
      );
    }
  }

  /** Whether nothing was told yet of a customer's document. */
  function isNews(customer: string): boolean {
    if (behind.has(customer)) return false;
    if (behind.size >= MOST_REMEMBERED) behind.clear();
    behind.add(customer);
    return true;
  }

  /**
   * Each release once. What cannot be loaded, or is of no use, lets the step fail as it did. False: the store is away,
   * so that trying again is of no use either.
   */
  async function loadNeeded(refused: readonly (Submitted | undefined)[]): Promise<boolean> {
    const needed = new Map<number, ReleaseNeeded>();
    for (const outcome of refused) {
      if (outcome !== undefined && 'failed' in outcome && outcome.failed instanceof ReleaseNeeded)
        needed.set(outcome.failed.n, outcome.failed);
    }
    try {
      await releases.refresh();
      for (const refusal of needed.values()) await releases.load(refusal);
      told = null;
      return true;
    } catch (error) {
      tell(error);
      return !isStoreAway(error);
    }
  }

  /** Once, not with every input. Of a store that is away the background's look at the releases tells. */
  function tell(error: unknown): void {
    const problem = String(error);
    if (isStoreAway(error) || told === problem) return;
    told = problem;
    context.log.error({ err: error }, 'a release could not be loaded');
  }

  /** What another node decided by newer rules is told in their words. */
  async function takeUpNewer(submitted: readonly Submitted[]): Promise<void> {
    const { n } = releases.live().release;
    if (!submitted.some(outcome => 'entry' in outcome && outcome.entry.release > n)) return;
    try {
      await releases.refresh();
    } catch (error) {
      tell(error);
    }
  }

  return async inputs => {
    let submitted = await once(inputs);
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
      const again = inputs.flatMap((_, index) => (mayHelpAgain(submitted[index]) ? [index] : []));
      if (again.length === 0) break;
      if (!(await loadNeeded(again.map(index => submitted[index])))) break;
      const retried = await once(again.flatMap(index => inputs[index] ?? []));
      const byIndex = new Map(again.map((index, position) => [index, retried[position]]));
      submitted = submitted.map((outcome, index) => byIndex.get(index) ?? outcome);
    }
    await takeUpNewer(submitted);
    if (feed.watched) feed.publish(submitted.flatMap(freshEntry));
    for (const [index, outcome] of submitted.entries()) {
      if (!('failed' in outcome) || isStoreAway(outcome.failed)) continue;
      if (!(outcome.failed instanceof BehindJournalError))
        context.log.error({ err: outcome.failed, input: outcome.id }, 'input failed');
      else if (isNews(inputs[index]?.customer ?? ''))
        context.log.error({ input: outcome.id }, outcome.failed.message);
    }
    return submitted;
  };
}

function mayHelpAgain(outcome: Submitted | undefined): boolean {
  if (outcome === undefined) return false;
  if ('failed' in outcome) return outcome.failed instanceof ReleaseNeeded;
  return 'error' in outcome && outcome.error === 'busy';
}

function freshEntry(outcome: Submitted): Entry[] {
  return 'entry' in outcome && !outcome.duplicate && hasNews(outcome.entry.effects) ? [outcome.entry] : [];
}

function hasNews(effects: readonly Effect[]): boolean {
  return effects.length > 0;
}
