import { suggest } from '../../dsl/diagnostics/suggest.ts';
import type { Expression } from '../../dsl/program/logic.ts';

/** Why a record cannot become an event; `path` is the record's field, or the part of the mapping that reads several. */
export interface MapError {
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
}

/** The record's field where the expression is just its name, else the part of the mapping it stands for. */
export function pathOf(expression: Expression | undefined, part: string): string {
  return expression && isFieldName(expression.text) ? expression.text : part;
}

/** What the record lacks, in words: `the record has no "call_time"`. */
export function absence(expression: Expression | undefined, part: string): string {
  if (!expression) return `the record has no "${part}" and the mapping names no field for it`;
  if (isFieldName(expression.text)) return `the record has no "${expression.text}"`;
  return `\`${expression.text}\` gives nothing for this record`;
}

/** ` — did you mean "outgoing"?`, or nothing where no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const [near] = suggest(word, candidates, { limit: 1 });
  return near === undefined ? '' : ` — did you mean "${near}"?`;
}

/** A value as it may be quoted in a message: short, whatever was sent. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function listed(words: readonly string[], most = 12): string {
  return words.length > most ? `${words.slice(0, most).join(', ')} …` : words.join(', ');
}

function isFieldName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text);
}
