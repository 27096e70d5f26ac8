import { atEdited } from '../../dsl/index.ts';
import type { Compiled, Diagnostic, LoadedDocument, RuleFile } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import { reportOf } from '../../engine/testing/index.ts';
import type { TestReport } from '../../engine/testing/index.ts';
import { notFound, ProblemError, unprocessable } from '../problem.ts';
import { checkRules, compileRules } from './compile-rules.ts';
import type { Context } from './context.ts';
import { filesToFollow } from './follow-files.ts';
import {
  checkPath,
  etagOf,
  readRuleFile,
  readRuleFiles,
  removeRuleFile,
  writeRuleFiles,
} from './rule-files.ts';
import type { LiveRelease, Releases } from './releases.ts';
import { checkApart, checkDistinct, checkMatches } from './rule-preconditions.ts';
import type { FileChange } from './rule-preconditions.ts';
import { playScenariosInTurns } from './scenarios.ts';
import { RULES_TURN } from './turns.ts';
import type { TakeTurn } from './turns.ts';
import { ownValue } from '../../dsl/program/own-value.ts';

export interface RuleListing {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly file: string;
  readonly line: number;
}

export interface RuleText {
  readonly file: string;
  readonly text: string;
  readonly etag: string;
}

export interface Written {
  readonly files: readonly { readonly file: string; readonly etag: string }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly live: LiveRelease;
  readonly published: boolean;
}

export interface Rules {
  /** What stands in RULES_DIR, which is what is edited; faulty documents are not listed. */
  list(): Promise<{ readonly results: readonly RuleListing[]; readonly files: readonly string[] }>;
  one(rule: string): Promise<RuleListing & { readonly text: string; readonly compiled: unknown }>;
  files(): Promise<RuleText[]>;
  file(path: string): Promise<RuleText>;
  /** Compiles the files with some laid over them; a null text takes a file away. */
  check(overlay: readonly { readonly file: string; readonly text: string | null }[]): Promise<{
    readonly diagnostics: readonly Diagnostic[];
    readonly program?: string;
  }>;
  /** Plays the test documents, or some of them, with some files laid over; in error where the rules do not compile. */
  test(
    overlay: readonly { readonly file: string; readonly text: string | null }[],
    options: { readonly only?: readonly string[]; readonly coverage?: boolean },
  ): Promise<TestReport>;
  /** Writes all changes or none. Without errors the files become the live release; with errors only a draft is kept. */
  write(changes: readonly FileChange[], keepDraft: boolean): Promise<Written>;
  /** Brings this node's folder to what another node made live meanwhile. */
  follow(): Promise<void>;
}

export function createRules(
  { rulesDir, publishAtStart, log }: Context,
  releases: Releases,
  takeTurn: TakeTurn,
): Rules {
  let writing: Promise<unknown> = Promise.resolve();
  let followed = releases.live();
  const current = async () => compiled(await readRuleFiles(rulesDir));

  async function writeNow(changes: readonly FileChange[], keepDraft: boolean): Promise<Written> {
    checkDistinct(changes);
    for (const { file } of changes) checkPath(file);
    await releases.refresh();
    await followNow();
    const before = await readRuleFiles(rulesDir);
    checkMatches(before, changes);
    const files = overlaid(before, changes);
    const { program, documents, diagnostics } = checkRules(files);
    if (!program && !keepDraft) {
      const texts = changes.length === 1 ? 'this text' : 'these texts';
      throw new ProblemError('rules-in-error', `With ${texts} the rules have errors; nothing was changed.`, {
        errors: errorsOf(diagnostics),
        diagnostics,
      });
    }
    if (program && !publishAtStart) checkApart(releases.live().files, before, changes);
    await writeRuleFiles(
      rulesDir,
      changes.map(({ file, text }) => ({ path: file, text })),
    );
    const live = program ? await releases.publish({ files, documents, program }) : releases.live();
    const written = changes.map(({ file, text }) => ({ file, etag: etagOf(text) }));
    followed = live;
    return { files: written, diagnostics, live, published: program !== undefined };
  }

  async function followNow(): Promise<void> {
    const live = releases.live();
    if (live === followed) return;
    const folder = await readRuleFiles(rulesDir);
    const files = filesToFollow(followed.files, live.files, folder);
    for (const { path, text } of files) {
      await (text === null ? removeRuleFile(rulesDir, path) : writeRuleFiles(rulesDir, [{ path, text }]));
    }
    followed = live;
    if (files.length > 0) log.info({ files: files.map(({ path }) => path) }, 'rule files follow the release');
  }

  /** One after another: the second must see, and be checked with, what the first wrote. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = writing.then(work, work);
    writing = done.catch(() => undefined);
    return done;
  }

  return {
    async list() {
      const { documents, files } = await current();
      return { results: documents.map(listing), files: files.map(file => file.path) };
    },
    async one(rule) {
      const { documents, files, program } = await current();
      const document = documents.find(({ kind, id }) => `${kind}.${id}` === rule);
      if (!document)
        throw notFound(`There is no rule "${rule}". A rule is written kind.id, e.g. mission.data_explorer.`);
      const file = files.find(({ path }) => path === document.file);
      const compiledRule = program ? compiledOf(program, document) : null;
      return { ...listing(document), text: textOf(file, document), compiled: compiledRule };
    },
    files: async () => (await readRuleFiles(rulesDir)).map(shown),
    async file(path) {
      const file = await readRuleFile(rulesDir, path);
      if (file) return shown(file);
      throw notFound(`There is no rule file "${path}".`);
    },
    async check(overlay) {
      for (const { file } of overlay) checkPath(file);
      const {
        program,
        documents,
        diagnostics: all,
      } = checkRules(overlaid(await readRuleFiles(rulesDir), overlay));
      const diagnostics = atEdited(all, documents, new Set(overlay.map(({ file }) => file)));
      return { diagnostics, ...(program ? { program: program.hash } : {}) };
    },
    async test(overlay, { only, coverage = false }) {
      for (const { file } of overlay) checkPath(file);
      const files = overlaid(await readRuleFiles(rulesDir), overlay);
      const playing = await playScenariosInTurns(files, {
        only: ({ id }) => only === undefined || only.includes(id),
        coverage,
      });
      if ('diagnostics' in playing) {
        const { diagnostics } = playing;
        throw new ProblemError('rules-in-error', 'The rules have errors, so nothing was played.', {
          errors: errorsOf(diagnostics),
          diagnostics,
        });
      }
      const played = new Set(playing.played.map(({ document }) => document.id));
      const unknown = only?.findIndex(id => !played.has(id)) ?? -1;
      if (unknown >= 0) {
        const id = only?.[unknown] ?? '';
        throw unprocessable(
          `only.${unknown}`,
          `There is no test document "${id}".`,
          'the id of a test document',
        );
      }
      return reportOf(playing.played, playing.program.hash, playing.coverage);
    },
    write: (changes, keepDraft) => inTurn(() => takeTurn(RULES_TURN, () => writeNow(changes, keepDraft))),
    follow: () => (releases.live() === followed ? Promise.resolve() : inTurn(followNow)),
  };
}

function compiled(files: readonly RuleFile[]): Compiled & { readonly files: readonly RuleFile[] } {
  return { ...compileRules(files), files };
}

function overlaid(
  files: readonly RuleFile[],
  overlay: readonly { readonly file: string; readonly text: string | null }[],
): RuleFile[] {
  const texts = new Map<string, string | null>(files.map(({ path, text }) => [path, text]));
  for (const { file, text } of overlay) texts.set(file, text);
  return [...texts]
    .flatMap(([path, text]) => (text === null ? [] : [{ path, text }]))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function errorsOf(diagnostics: readonly Diagnostic[]) {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ file, range, message, expected }) => ({
      path: `${file}:${range.start.line}:${range.start.column}`,
      message,
      ...(expected === undefined ? {} : { expected }),
    }));
}

function shown({ path, text }: RuleFile): RuleText {
  return { file: path, text, etag: etagOf(text) };
}

function listing(document: LoadedDocument): RuleListing {
  const { kind, id, name, file, value } = document;
  const description =
    'description' in value && typeof value.description === 'string' ? value.description : '';
  return { kind, id, name, description, file, line: document.locate(['kind']).range.start.line };
}

/** The document's own lines: files hold several, parted by `---`. */
function textOf(file: RuleFile | undefined, { index }: LoadedDocument): string {
  const parts = (file?.text ?? '').split(/^---[^\S\n]*(?:#.*)?\n/m);
  const first = parts[0]?.replace(/^\s*(#.*)?$/gm, '').trim() === '' && parts.length > 1 ? 1 : 0;
  return (parts[index + first] ?? '').trim();
}

const COMPILED: Readonly<
  Partial<Record<LoadedDocument['kind'], (program: Program) => readonly { readonly id: string }[]>>
> = {
  source: program => program.sources,
  metric: program => program.named,
  parameter: program => program.named,
  table: program => program.named,
  segment: program => program.segments,
  score: program => program.scores,
  mission: program => program.missions,
  badge: program => program.badges,
  tier: program => program.tiers,
  campaign: program => program.campaigns,
  policy: program => [program.policy],
};

function compiledOf(program: Program, { kind, id }: LoadedDocument): unknown {
  return COMPILED[kind]?.(program).find(rule => rule.id === id) ?? ownValue(program.events, id) ?? null;
}
