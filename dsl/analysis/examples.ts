import { featureText } from '../compile/keys.ts';
import { variablesOf } from '../compile/expressions/logic-vars.ts';
import type { Example } from '../diagnostics/diagnostic.ts';
import type { Logic, TypeName } from '../program/logic.ts';
import type { Program } from '../program/program.ts';
import { printExpression } from '../syntax/print-expression.ts';
import { writeNumber } from '../decompile/write-literal.ts';
import { valueFor } from './solver/solve.ts';
import type { Example as Values } from './solver/solve.ts';
import type { Theory } from './solver/theory.ts';
import type { Value } from './solver/evaluate.ts';

/** A customer in the author's words: what each name that the rules read is worth, and what follows. */
export function exampleOf(
  program: Program,
  theory: Theory,
  values: Values,
  logics: readonly Logic[],
  outcome: string,
): Example {
  const paths = [...new Set(logics.flatMap(variablesOf))].filter(path => path !== 'zone' && path !== 'now');
  const facts = paths.map(path => ({
    name: nameOf(path),
    value: wordsFor(valueFor(theory, { var: path }, values), typeOf(program, path)),
  }));
  return { facts, outcome };
}

/** The name of a variable as rules are written: `metrics.count(usage~ddata,30d)` is `count(usage.data,30d)`. */
export function nameOf(path: string): string {
  const [, root = '', name = path] =
    /^(metrics|named|scores|segments|standing|mission\.fixed|mission|event)\.(.*)$/s.exec(path) ?? [];
  return root === 'metrics' || root === 'named' ? featureText(name).replaceAll(/,(?! )/g, ', ') : name;
}

function typeOf(program: Program, path: string): TypeName | undefined {
  if (path.startsWith('metrics.')) return program.manifest.features[path.slice('metrics.'.length)]?.type;
  if (path.startsWith('named.')) return program.named.find(({ id }) => `named.${id}` === path)?.value.type;
  if (path.startsWith('standing.points')) return 'points';
  return path === 'now' || path === 'first_seen' || path === 'event.time' ? 'time' : undefined;
}

/** A value as an author writes it; what cannot be written, such as a day, as people do. */
export function wordsFor(value: Value, type: TypeName | undefined): string {
  if (value === null) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return String(value);
  if (type === 'time') return timeWords(value);
  const rounded = Number(value.toPrecision(12));
  return printExpression(writeNumber(rounded, type, { start: 0, end: 0 }));
}

/** Times beyond the calendar are as large as an example made them. */
function timeWords(value: number): string {
  return Math.abs(value) > 8.64e15
    ? String(value)
    : new Date(value).toISOString().slice(0, 16).replace('T', ' ');
}
