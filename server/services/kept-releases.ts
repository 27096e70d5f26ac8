import type { LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { canonicalJson } from '../../engine/canonical.ts';
import type { Constants, Json, Release } from '../../engine/model.ts';
import type { Since } from '../../engine/upgrade/new-parts.ts';
import type { Store } from '../stores/store.ts';
import { sha256 } from '../hash.ts';
import { compileRules } from './compile-rules.ts';
import { keptAs } from './kept.ts';

/** A set of rules without errors, as compiling its files gave it. */
export interface CheckedRules {
  readonly files: readonly RuleFile[];
  readonly documents: readonly LoadedDocument[];
  readonly program: Program;
}

/** A release as the store keeps it, under its number, and as `live` while it is. */
export interface KeptRelease {
  readonly n: number;
  readonly program: string;
  readonly constants: Constants;
  /** Absent where the release was made before it was noted, as are those below. */
  readonly since?: Since;
  readonly live_at?: number;
  /** Which release was live until then; the numbers between were taken by changes that lost a race. */
  readonly before?: number;
  /** Of the states that its steps write. */
  readonly format?: number;
  /** Of its files, where they have been changed since without another program coming out of them. */
  readonly texts?: string;
}

const LIVE = 'live';

export async function readLive(
  store: Store,
): Promise<{ readonly rev: number; readonly kept: KeptRelease } | null> {
  const found = await store.setting(LIVE);
  return found && { rev: found.rev, kept: keptAs<KeptRelease>(found.value) };
}

/** Compare and set; false: another change was faster. */
export function changeLive(store: Store, rev: number, release: KeptRelease): Promise<boolean> {
  return store.change(LIVE, rev, asJson(release));
}

export async function readRelease(store: Store, n: number): Promise<KeptRelease | null> {
  const found = await store.setting(`release:${n}`);
  return found && keptAs<KeptRelease>(found.value);
}

/** Takes the next free number. Whoever writes `release:<n>` first owns it, also when he never gets to make it live. */
export async function takeNumber(
  store: Store,
  after: number,
  releaseOf: (n: number) => KeptRelease,
): Promise<KeptRelease> {
  for (let n = after + 1; ; n += 1) {
    const release = releaseOf(n);
    if (await store.change(`release:${n}`, 0, asJson(release))) return release;
  }
}

export async function readProgram(store: Store, { n, program: hash }: KeptRelease): Promise<Program> {
  const found = await store.setting(`program:${hash}`);
  if (found) return keptAs<Program>(found.value);
  throw new Error(`The program ${hash} of release ${n} is not in the store`);
}

export async function readRules(store: Store, release: KeptRelease): Promise<CheckedRules> {
  const program = await readProgram(store, release);
  const found = await store.setting(`files:${release.program}`);
  if (!found) throw new Error(`The rule files of release ${release.n} are not in the store`);
  const files = keptAs<RuleFile[]>(found.value);
  return { program, files, documents: compileRules(files).documents };
}

export async function keepProgram(store: Store, rules: CheckedRules): Promise<void> {
  // Content-addressed: where it is there already, it is the same.
  await store.change(`program:${rules.program.hash}`, 0, asJson(rules.program));
  await keepFiles(store, rules);
}

/** The texts of one program can differ (comments, order); the latest are what people see. */
export async function keepFiles(store: Store, { files, program }: CheckedRules): Promise<void> {
  const key = `files:${program.hash}`;
  const kept = await store.setting(key);
  const value = asJson(files);
  if (!kept || canonicalJson(kept.value) !== canonicalJson(value))
    await store.change(key, kept?.rev ?? 0, value);
}

/** Tells the texts of one program from each other. */
export function hashOfTexts(files: readonly RuleFile[]): string {
  return sha256(canonicalJson(asJson(files)));
}

/** What the engine decides by. */
export function releaseOf({ n, constants, since = {}, live_at }: KeptRelease): Release {
  return { n, constants, since, ...(live_at === undefined ? {} : { live_at }) };
}

/** Drops what JSON does not have (undefined); programs and constants are plain data otherwise. */
function asJson(value: object): Json {
  return keptAs<Json>(JSON.parse(JSON.stringify(value)));
}
