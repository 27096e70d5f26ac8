import type { LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { canonicalJson } from '../../engine/canonical.ts';
import { createEngine } from '../../engine/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Constants, Decide, Json, Release } from '../../engine/model.ts';
import type { Since } from '../../engine/upgrade/new-parts.ts';
import { sinceOf } from '../../engine/upgrade/new-parts.ts';
import { ProblemError } from '../problem.ts';
import { compileRules } from './compile-rules.ts';
import type { Context } from './context.ts';
import { keptAs } from './kept.ts';
import { liveSourceTypes } from './live-source-types.ts';
import { giveNumbers } from './numbers.ts';

/** The release that decides now, with everything that is made of it once. */
export interface LiveRelease {
  readonly release: Release;
  readonly program: Program;
  readonly engine: Engine;
  /** For `store.submit`; throws ReleaseAhead where a customer was last decided by a newer release. */
  readonly decide: Decide;
  readonly files: readonly RuleFile[];
  readonly documents: readonly LoadedDocument[];
  readonly liveAt: number;
}

/** A set of rules without errors, as compiling its files gave it. */
export interface CheckedRules {
  readonly files: readonly RuleFile[];
  readonly documents: readonly LoadedDocument[];
  readonly program: Program;
}

export interface Releases {
  live(): LiveRelease;
  /** Makes rules live under the next number; the same program stays as it is. */
  publish(rules: CheckedRules): Promise<LiveRelease>;
  /** Makes a new release of the same program where the constants differ. */
  setConstants(measure: (live: LiveRelease) => Promise<Partial<Constants>>): Promise<LiveRelease>;
  /** Takes up what another process made live. */
  refresh(): Promise<LiveRelease>;
}

/** A customer was decided by a release that this process has not taken up yet. */
export class ReleaseAhead extends Error {}

const LIVE = 'live';

/** Opens the live release of a store; null: the store is empty and waits for its first `publish`. */
export async function openReleases(context: Context): Promise<Releases & { readonly isEmpty: boolean }> {
  const { store, clock, log } = context;
  const first = await store.setting(LIVE);
  let current = first ? await load(context, keptAs<KeptLive>(first.value)) : null;
  let changing: Promise<unknown> = Promise.resolve();

  /** One change after another: two at once in this process would only make each other lose. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = changing.then(work, work);
    changing = next.catch(() => undefined);
    return next;
  }

  /** Works a change out on the newest release and makes it live; who loses a race works it out anew. */
  async function makeLive(
    planNext: (before: LiveRelease | null) => Promise<Planned | null>,
  ): Promise<LiveRelease> {
    for (;;) {
      const kept = await store.setting(LIVE);
      if (kept) current = await takeUp(keptAs<KeptLive>(kept.value));
      const planned = await planNext(current);
      if (planned === null) return required(current);
      const { rules, constants } = planned;
      const n = await takeNumber(context, current?.release.n ?? 0, rules.program, constants);
      await keepProgram(context, rules);
      const known = current && { program: current.program, since: current.release.since };
      const since = sinceOf(known, rules.program, n);
      const { hash } = rules.program;
      const value = { n, program: hash, constants: asJson(constants), since, live_at: clock() };
      if (!(await store.change(LIVE, kept?.rev ?? 0, value))) continue;
      current = liveRelease(rules, { n, constants, since }, value.live_at);
      await giveNumbers(store, current);
      log.info({ release: n, program: rules.program.hash }, 'release is live');
      return current;
    }
  }

  async function takeUp(kept: KeptLive): Promise<LiveRelease> {
    return current?.release.n === kept.n ? current : load(context, kept);
  }

  async function refresh(): Promise<LiveRelease> {
    const kept = await store.setting(LIVE);
    if (kept) current = await takeUp(keptAs<KeptLive>(kept.value));
    return required(current);
  }

  async function keepAsItIs(before: LiveRelease, rules: CheckedRules): Promise<null> {
    await keepFiles(context, rules);
    current = { ...before, files: rules.files, documents: rules.documents };
    return null;
  }

  return {
    get isEmpty() {
      return current === null;
    },
    live: () => required(current),
    refresh,
    publish: rules =>
      inTurn(() =>
        makeLive(async before => {
          if (before?.program.hash === rules.program.hash) return keepAsItIs(before, rules);
          const live = await liveSourceTypes(store, rules.program);
          return { rules, constants: { percentiles: before?.release.constants.percentiles ?? {}, live } };
        }),
      ),
    setConstants: measure =>
      inTurn(() =>
        makeLive(async before => {
          const rules = required(before);
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

function required(live: LiveRelease | null): LiveRelease {
  if (live) return live;
  throw new ProblemError('unavailable', 'No rules are live yet.');
}

async function load(
  context: Context,
  { n, program: hash, constants, since = {}, live_at }: KeptLive,
): Promise<LiveRelease> {
  const program = await context.store.setting(`program:${hash}`);
  const files = await context.store.setting(`files:${hash}`);
  if (!program || !files)
    throw new Error(`Release ${n} is live, but its program ${hash} is not in the store`);
  const texts = keptAs<RuleFile[]>(files.value);
  const rules = {
    program: keptAs<Program>(program.value),
    files: texts,
    documents: compileRules(texts).documents,
  };
  return liveRelease(rules, { n, constants, since }, live_at);
}

function liveRelease(
  { files, documents, program }: CheckedRules,
  release: Release,
  liveAt: number,
): LiveRelease {
  const engine = createEngine(program, release);
  return { release, program, engine, decide: decideHere(engine), files, documents, liveAt };
}

function decideHere(engine: Engine): Decide {
  return (before, fresh, history) => {
    const decided = engine.decide(before, fresh, history);
    if ('needs' in decided && typeof decided.needs === 'number') {
      throw new ReleaseAhead(`Customer ${before?.customer ?? ''} was decided by release ${decided.needs}`);
    }
    return decided;
  };
}

/** The next free number. Whoever writes `release:<n>` first owns it, also when he never gets to make it live. */
async function takeNumber(
  context: Context,
  after: number,
  program: Program,
  constants: Constants,
): Promise<number> {
  for (let n = after + 1; ; n += 1) {
    const value = { n, program: program.hash, constants: asJson(constants), made_at: context.clock() };
    if (await context.store.change(`release:${n}`, 0, value)) return n;
  }
}

async function keepProgram(context: Context, rules: CheckedRules): Promise<void> {
  // Content-addressed: where it is there already, it is the same.
  await context.store.change(`program:${rules.program.hash}`, 0, asJson(rules.program));
  await keepFiles(context, rules);
}

/** The texts of one program can differ (comments, order); the latest are what people see. */
async function keepFiles({ store }: Context, { files, program }: CheckedRules): Promise<void> {
  const key = `files:${program.hash}`;
  const kept = await store.setting(key);
  const value = asJson(files);
  if (!kept || canonicalJson(kept.value) !== canonicalJson(value))
    await store.change(key, kept?.rev ?? 0, value);
}

interface KeptLive {
  readonly n: number;
  readonly program: string;
  readonly constants: Constants;
  /** Absent where the release was made before it was noted. */
  readonly since?: Since;
  readonly live_at: number;
}

/** Drops what JSON does not have (undefined); programs and constants are plain data otherwise. */
function asJson(value: object): Json {
  return keptAs<Json>(JSON.parse(JSON.stringify(value)));
}
