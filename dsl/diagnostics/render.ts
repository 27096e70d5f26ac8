import { exampleText } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';

export interface RenderOptions {
  /** Colours for terminals. */
  readonly color?: boolean;
}

/** Renders problems for a terminal, each with its lines and a caret below what is wrong, and how many there are. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly path: string; readonly text: string }[],
  { color = false }: RenderOptions = {},
): string {
  const lines = new Map(files.map(({ path, text }) => [path, text.split(/\r?\n/)]));
  const paint = color ? painted : plain;
  const rendered = diagnostics.map(problem =>
    renderDiagnostic(problem, lines.get(problem.file) ?? [], paint),
  );
  return [...rendered, summary(diagnostics)].join('\n\n');
}

type Paint = (text: string, style: 'bold' | 'red' | 'yellow' | 'dim') => string;

const CODES = { bold: 1, red: 31, yellow: 33, dim: 2 } as const;
const painted: Paint = (text, style) => `\u001b[${CODES[style]}m${text}\u001b[0m`;
const plain: Paint = text => text;

function renderDiagnostic(problem: Diagnostic, lines: readonly string[], paint: Paint): string {
  const { line, column } = problem.range.start;
  const style = problem.severity === 'error' ? 'red' : 'yellow';
  return [
    `${paint(`${problem.file}:${line}:${column}`, 'bold')} ${paint(problem.severity, style)} ${paint(problem.code, 'dim')}`,
    `  ${problem.message}`,
    ...excerpt(problem, lines, paint, style),
    ...(problem.expected === undefined ? [] : [`  expected: ${problem.expected}`]),
    ...(problem.example === undefined ? [] : [`  example: ${exampleText(problem.example)}`]),
    ...problem.fixes.map(({ title }) => `  fix: ${title}`),
  ].join('\n');
}

/** The first line of the range, with carets below; tabs stay tabs so that the carets stand right. */
function excerpt(
  problem: Diagnostic,
  lines: readonly string[],
  paint: Paint,
  style: 'red' | 'yellow',
): readonly string[] {
  const { start, end } = problem.range;
  const text = lines[start.line - 1];
  if (text === undefined) return [];
  const number = String(start.line);
  const stop = end.line === start.line ? end.column : text.length + 1;
  const { shown, from, to } = aroundPlace(text, start.column - 1, stop - 1);
  const lead = shown.slice(0, from).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, to - from));
  const margin = ' '.repeat(number.length);
  return [
    `  ${paint(`${number} |`, 'dim')} ${shown}`,
    `  ${paint(`${margin} |`, 'dim')} ${lead}${paint(carets, style)}`,
  ];
}

/** What an excerpt shows of a line at most. */
const WIDEST = 160;
const MARGIN = 40;

/** The part of a long line that the place stands in, and where it stands there. */
function aroundPlace(text: string, start: number, end: number) {
  if (text.length <= WIDEST) return { shown: text, from: start, to: end };
  const first = Math.max(0, Math.min(start - MARGIN, text.length - WIDEST));
  const last = Math.min(text.length, first + WIDEST);
  const lead = first === 0 ? '' : '…';
  const shown = `${lead}${text.slice(first, last)}${last === text.length ? '' : '…'}`;
  const inShown = (offset: number) => Math.min(offset, last) - first + lead.length;
  return { shown, from: inShown(start), to: inShown(end) };
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counted = [count(errors, 'error'), count(warnings, 'warning')].filter(text => text !== '');
  return counted.length === 0 ? 'No problems found.' : `${counted.join(', ')}.`;
}

const count = (number: number, word: string) =>
  number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
