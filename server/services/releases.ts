import type { LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { canonicalJson } from '../../engine/canonical.ts';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Constants, Release } from '../../engine/model.ts';
import { STATE_FORMAT } from '../../engine/state-format.ts';
import { decideAcross } from '../../engine/upgrade/decide-across.ts';
import { sinceOf } from '../../engine/upgrade/new-parts.ts';
import { ConfigError } from '../config.ts';
import { ProblemError } from '../problem.ts';
import type { DecideStep } from '../stores/store.ts';
import type { Context } from './context.ts';
import { createEarlierReleases } from './earlier-releases.ts';
import type { EarlierReleases } from './earlier-releases.ts';
import {
  changeLive,
  hashOfTexts,
  keepFiles,
  keepProgram,
  readLive,
  readRules,
  releaseOf,
  takeNumber,
} from './kept-releases.ts';
import type { CheckedRules, KeptRelease } from './kept-releases.ts';
import { liveSourceTypes } from './live-source-types.ts';
import { giveNumbers } from './numbers.ts';

export type { CheckedRules } from './kept-releases.ts';

/** The release that decides now, with everything that is made of it once. */
export interface LiveRelease {
  readonly release: Release;
  readonly program: Program;
  readonly engine: Engine;
  /** For `store.submit`; throws ReleaseNeeded where a customer's own release must be loaded first. */
  readonly decide: DecideStep;
  readonly files: readonly RuleFile[];
  readonly documents: readonly LoadedDocument[];
  readonly liveAt: number;
}

export interface Releases {
  live(): LiveRelease;
  /** Makes rules live under the next number; the same program stays as it is. */
  publish(rules: CheckedRules): Promise<LiveRelease>;
  /** Makes a new release of the same program where the constants differ. */
  setConstants(measure: (live: LiveRelease) => Promise<Partial<Constants>>): Promise<LiveRelease>;
  /** Makes a new release of the same where this version of Cairn keeps customers in a newer format. */
  raiseFormat(): Promise<LiveRelease>;
  /** Takes up what another process made live. */
  refresh(): Promise<LiveRelease>;
  /** Loads what a step that was refused by `ReleaseNeeded` asked for, so that it can be decided. */
  load(refused: ReleaseNeeded): Promise<void>;
  /** The engine of the live release or of an earlier one, as customers were decided by it; null: there is none. */
  engine(n: number): Promise<Engine | null>;
  /** Why this process cannot take up what is live, in a sentence; null: it can, or has. */
  problem(): string | null;
}

/**
 * A customer was decided by a release that this process has not taken up yet, or by one whose successors it has to
 * load first.
 */
export class ReleaseNeeded extends Error {
  readonly n: number;

  constructor(customer: string, n: number) {
    super(`Customer ${customer} was decided by release ${n}, which is not loaded`);
    this.n = n;
  }
}

/** The live release writes states that this version of Cairn cannot read. */
export class NewerFormat extends ConfigError {}

/** Opens the live release of a store; null: the store is empty and waits for its first `publish`. */
export async function openReleases(context: Context): Promise<Releases & { readonly isEmpty: boolean }> {
  const { store, clock, log } = context;
  const earlier = createEarlierReleases(store);
  let current: Current | null = null;
  let problem: string | null = null;
  let changing: Promise<unknown> = Promise.resolve();
  const first = await readLive(store);
  if (first) current = await takeUp(first.kept);

  /** One change after another: two at once in this process would only make each other lose. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = changing.then(work, work);
    changing = next.catch(() => undefined);
    return next;
  }

  /** Works a change out on the newest release and makes it live; who loses a race works it out anew. */
  async function makeLive(
    planNext: (before: LiveRelease | null) => Promise<Planned | { readonly texts: CheckedRules } | null>,
  ): Promise<LiveRelease> {
    for (;;) {
      const found = await readLive(store);
      if (found) current = await takeUp(found.kept);
      const planned = await planNext(current?.live ?? null);
      if (planned === null) return required(current);
      if ('texts' in planned) {
        if (await keepTexts(found, planned.texts)) return required(current);
        continue;
      }
      const { rules, constants } = planned;
      await keepProgram(store, rules);
      const kept = await takeNumber(store, found?.kept.n ?? 0, n =>
        nextRelease(found?.kept ?? null, current?.live ?? null, { n, rules, constants, now: clock() }),
      );
      if (!(await changeLive(store, found?.rev ?? 0, kept))) continue;
      current = { kept, live: liveRelease(context, rules, kept, earlier) };
      await giveNumbers(store, current.live);
      log.info({ release: kept.n, program: kept.program }, 'release is live');
      return current.live;
    }
  }

  async function takeUp(kept: KeptRelease): Promise<Current> {
    if (current?.kept.n === kept.n) {
      if (current.kept.texts === kept.texts) return current;
      const { files, documents } = await readRules(store, kept);
      return { kept, live: { ...current.live, files, documents } };
    }
    assertReadable(kept);
    return { kept, live: liveRelease(context, await readRules(store, kept), kept, earlier) };
  }

  async function refresh(): Promise<LiveRelease> {
    const found = await readLive(store);
    try {
      if (found) current = await takeUp(found.kept);
      problem = null;
    } catch (error) {
      if (error instanceof Error) problem = error.message;
      throw error;
    }
    return required(current);
  }

  /**
   * The live release stays; that its texts are others is told with it, so that other nodes show them and write them to
   * their folders. False: another change was faster.
   */
  async function keepTexts(
    found: Awaited<ReturnType<typeof readLive>>,
    rules: CheckedRules,
  ): Promise<boolean> {
    if (found === null || current === null) return true;
    const texts = hashOfTexts(rules.files);
    await keepFiles(store, rules);
    if (texts === hashOfTexts(current.live.files)) return true;
    const kept = { ...found.kept, texts };
    if (!(await changeLive(store, found.rev, kept))) return false;
    const { files, documents } = rules;
    current = { kept, live: { ...current.live, files, documents } };
    return true;
  }

  return {
    get isEmpty() {
      return current === null;
    },
    live: () => required(current),
    refresh,
    problem: () => problem,
    async load({ n }) {
      await refresh();
      if (current && n < current.kept.n) await earlier.loadReigns(n, current.kept);
    },
    engine: async n => (current?.kept.n === n ? current.live.engine : earlier.engine(n)),
    publish: rules =>
      inTurn(() =>
        makeLive(async before => {
          if (before?.program.hash === rules.program.hash) return { texts: rules };
          const live = await liveSourceTypes(store, rules.program);
          return { rules, constants: { percentiles: before?.release.constants.percentiles ?? {}, live } };
        }),
      ),
    raiseFormat: () =>
      inTurn(() =>
        makeLive(before => {
          if (before === null || formatOf(current?.kept) >= STATE_FORMAT) return Promise.resolve(null);
          return Promise.resolve({ rules: before, constants: before.release.constants });
        }),
      ),
    setConstants: measure =>
      inTurn(() =>
        makeLive(async before => {
          if (before === null) throw noRules();
          const rules = before;
          const constants = { ...rules.release.constants, ...(await measure(rules)) };
          const isSame = canonicalJson(constants) === canonicalJson(rules.release.constants);
          return isSame ? null : { rules, constants };
        }),
      ),
  };
}

interface Planned {
  readonly rules: CheckedRules;
  readonly constants: Constants;
}

interface Current {
  readonly kept: KeptRelease;
  readonly live: LiveRelease;
}

function required(current: Current | null): LiveRelease {
  if (current) return current.live;
  throw noRules();
}

function noRules(): ProblemError {
  return new ProblemError('unavailable', 'No rules are live yet.');
}

/** Releases that do not name one are from the time when there was only the first. */
function formatOf(kept: KeptRelease | undefined): number {
  return kept?.format ?? 1;
}

function assertReadable(kept: KeptRelease): void {
  const { n } = kept;
  const format = formatOf(kept);
  if (format <= STATE_FORMAT) return;
  throw new NewerFormat(
    `Release ${n} keeps customers in format ${format}, written by a newer Cairn; this one reads up to ${STATE_FORMAT}.`,
  );
}

function nextRelease(
  keptBefore: KeptRelease | null,
  before: LiveRelease | null,
  next: {
    readonly n: number;
    readonly rules: CheckedRules;
    readonly constants: Constants;
    readonly now: number;
  },
): KeptRelease {
  const { n, constants, now } = next;
  const { program } = next.rules;
  const since = sinceOf(before && { program: before.program, since: before.release.since }, program, n);
  return {
    n,
    program: program.hash,
    constants,
    since,
    // Nodes' clocks differ a little; releases are live one after the other all the same.
    live_at: Math.max(now, keptBefore?.live_at ?? now),
    format: STATE_FORMAT,
    ...(keptBefore === null ? {} : { before: keptBefore.n }),
  };
}

function liveRelease(
  context: Context,
  { files, documents, program }: CheckedRules,
  kept: KeptRelease,
  earlier: EarlierReleases,
): LiveRelease {
  const release = releaseOf(kept);
  const engine = createEngine(program, release);
  const decide = decideWith(context, engine, kept, earlier);
  return { release, program, engine, decide, files, documents, liveAt: kept.live_at ?? 0 };
}

/** Where a customer is behind and something was due before this release, the earlier ones run that first. */
function decideWith(
  context: Context,
  engine: Engine,
  kept: KeptRelease,
  earlier: EarlierReleases,
): DecideStep {
  const decide = context.deciders?.decideBy(engine) ?? engine.decide;
  return async (before, fresh, history) => {
    const decided = await decide(before, fresh, history);
    if (before === null || !('needs' in decided) || decided.needs === 'history') return decided;
    const reigns = decided.needs < kept.n ? earlier.reigns(decided.needs, kept) : null;
    if (reigns === null) throw new ReleaseNeeded(before.customer, decided.needs);
    return decideAcross(engine.decide, reigns, before, fresh, history);
  };
}
