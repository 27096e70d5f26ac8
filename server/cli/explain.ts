import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadDocuments } from '../../dsl/documents/index.ts';
import { renderDiagnostics } from '../../dsl/index.ts';
import type { RuleFile } from '../../dsl/index.ts';
import type { ExplainNode, ExplanationView } from '../../engine/views.ts';
import { endOf, playScenarios } from '../services/scenarios.ts';
import { likelyRules } from './likely-rules.ts';
import { print, printJson, WrongUse } from './output.ts';
import type { Format } from './output.ts';
import { readRules } from './read-rules.ts';
import { readStdin, STDIN, STDIN_FILE } from './stdin.ts';

/** Plays a test document and explains a rule for the customer that it leaves. */
export async function explainCommand(
  paths: readonly string[],
  rule: string,
  customerFile: string,
  format: Format,
): Promise<boolean> {
  const told = await readStory(customerFile);
  const rules = (await readRules(paths)).filter(file => resolve(file.path) !== resolve(told.path));
  const files = [...withoutStories(rules), told];
  const playing = playScenarios(files, { only: document => document.file === told.path });
  if ('diagnostics' in playing) {
    if (format === 'json') printJson({ diagnostics: playing.diagnostics });
    else print(renderDiagnostics(playing.diagnostics, files));
    return false;
  }
  const [played] = playing.played;
  if (!played) throw new WrongUse(`${customerFile} holds no document of kind test.`);
  const { snapshot, customer, at } = endOf(played);
  const explainedAs = (name: string) => played.engine.explain(snapshot, customer, at, name);
  const explained = explainedAs(rule);
  if (!explained) {
    const meant = likelyRules(rule, rules).find(name => explainedAs(name) !== undefined);
    const hint =
      meant === undefined
        ? 'Write e.g. score.risk, mission.data_explorer or badge.power_user:silver.'
        : `Did you mean ${meant}?`;
    throw new WrongUse(`There is no rule "${rule}". ${hint}`);
  }
  if (format === 'json') printJson({ ...explained, program: playing.program.hash });
  else print(textOf(explained));
  return true;
}

/** No other story has a part in it, and one of them may be the very one, by another path or before it was changed. */
function withoutStories(files: readonly RuleFile[]): readonly RuleFile[] {
  return files.filter(file => {
    const { documents, faulty } = loadDocuments([file]);
    const kinds = [...documents, ...faulty].map(({ kind }) => kind);
    return kinds.length === 0 || kinds.some(kind => kind !== 'test');
  });
}

async function readStory(path: string): Promise<RuleFile> {
  if (path === STDIN) return { path: STDIN_FILE, text: await readStdin() };
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`There is no file ${path}.`);
  });
  return { path, text };
}

function textOf({ rule, name, verdict, gates, tree }: ExplanationView): string {
  return [
    `${name} (${rule})`,
    verdict,
    ...gates.map(({ passed, sentence }) => `  ${passed ? '✓' : '✗'} ${sentence}`),
    ...(tree ? linesOf(tree, 1) : []),
  ].join('\n');
}

function linesOf(node: ExplainNode, depth: number): string[] {
  const mark = node.met === null ? '·' : node.met ? '✓' : '✗';
  const shown = node.value === null ? 'missing' : (node.shown ?? String(node.value));
  const value = node.value === undefined ? '' : ` = ${shown}`;
  const need = node.need === undefined ? '' : ` (${node.need})`;
  return [
    `${'  '.repeat(depth)}${mark} ${node.text}${value}${need}`,
    ...node.children.flatMap(child => linesOf(child, depth + 1)),
  ];
}
