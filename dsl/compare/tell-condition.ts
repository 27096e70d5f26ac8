import { parseExpression, printExpression } from '../syntax/index.ts';

/**
 * What a condition needs now, told by the parts that differ.
 * @example tellCondition('a >= 70 and b', 'a >= 75 and b') // 'now needs a ≥ 75 instead of ≥ 70'
 */
export function tellCondition(before: string, after: string): string {
  const [old, now] = [partsOf(before), partsOf(after)];
  const gone = old.filter(part => !now.includes(part));
  const come = now.filter(part => !old.includes(part));
  if (gone.length === 0 && come.length > 0) return `now also needs ${joined(come)}`;
  if (come.length === 0 && gone.length > 0) return `no longer needs ${joined(gone)}`;
  if (gone.length === 0) return 'needs the same in another order';
  const [one = '', other = ''] = [joined(gone), joined(come)];
  const isPair = gone.length === 1 && come.length === 1;
  return `now needs ${other} instead of ${isPair ? withoutSubject(one, other) : one}`;
}

/** An expression as people read it. */
export function readable(text: string): string {
  return text
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('>=', '≥').replaceAll('<=', '≤').replaceAll('!=', '≠'),
    )
    .join('');
}

/** The conditions that all must hold. */
function partsOf(text: string): readonly string[] {
  const { ast } = parseExpression(text);
  if (ast?.kind !== 'logical' || ast.operator !== 'and') return [text];
  return ast.operands.map(printExpression);
}

const joined = (parts: readonly string[]) => readable(parts.join(' and '));

/** `engagement ≥ 70` beside `engagement ≥ 75` is `≥ 70`. */
function withoutSubject(text: string, beside: string): string {
  const subject = (from: string) => /^.*? (?=[<>=≥≤≠]+ |between |in |not in |is )/.exec(from)?.[0];
  const own = subject(text);
  return own !== undefined && own === subject(beside) ? text.slice(own.length) : text;
}
