import { compare } from '../../dsl/compare/index.ts';
import type { Change } from '../../dsl/compare/index.ts';
import type { LoadedDocument } from '../../dsl/documents/index.ts';
import { compileFiles } from '../../dsl/index.ts';
import type { Diagnostic } from '../../dsl/index.ts';
import { diffSides } from './diff-sides.ts';
import { count, print, printJson } from './output.ts';
import type { Format } from './output.ts';
import { readRulesAt } from './rules-at.ts';

export interface DiffOptions {
  readonly format: Format;
  /** Fail where anything changes, as `git diff --exit-code` does. */
  readonly exitCode?: boolean;
}

/** Says in sentences what changes from one set of rules to another. False where one of them has errors. */
export async function diffCommand(
  before: string,
  after: string | undefined,
  rulesDir: string,
  { format, exitCode }: DiffOptions,
): Promise<boolean> {
  const sides = await diffSides(before, after, rulesDir);
  const [old, now] = await Promise.all(
    [sides.before, sides.after].map(async place => compileFiles(await readRulesAt(place, rulesDir))),
  );
  if (old === undefined || now === undefined) return false;
  const isAsked = ({ file }: { readonly file: string }) => sides.only?.has(file) ?? true;
  const rules = new Set([...old.documents, ...now.documents].filter(isAsked).map(ruleOf));
  const changes = compare(old, now).filter(({ rule }) => rules.has(rule));
  const faulty = [...old.diagnostics, ...now.diagnostics].filter(isError).filter(isAsked);
  if (format === 'json') {
    const hashes = { before: old.program?.hash ?? null, after: now.program?.hash ?? null };
    printJson({ ...hashes, changes, diagnostics: faulty });
  } else {
    print(textOf(changes));
    if (faulty.length > 0)
      console.error(
        `${count(faulty.length, 'error')} in these rules: what cannot be read is not compared. See cairn check.`,
      );
  }
  return faulty.length === 0 && (exitCode !== true || changes.length === 0);
}

const ruleOf = ({ kind, id }: LoadedDocument) => `${kind}.${id}`;
const isError = ({ severity }: Diagnostic) => severity === 'error';

function textOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing changes: both decide the same.';
  const rules = [...new Set(changes.map(({ rule }) => rule))];
  const sections = rules.map(rule => {
    const own = changes.filter(change => change.rule === rule);
    const affects = [...new Set(own.flatMap(change => change.affects))];
    return [
      rule,
      ...own.map(({ sentence }) => `  ${sentence}`),
      ...(affects.length === 0 ? [] : [`  read by ${shortList(affects)}`]),
    ].join('\n');
  });
  return [...sections, `${count(changes.length, 'change')} in ${count(rules.length, 'rule')}`].join('\n\n');
}

/** Names enough to see what kind of rules they are. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
