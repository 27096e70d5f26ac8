import { parseExpression, printExpression } from '../syntax/index.ts';

/**
 * What a condition needs now, told by the parts that differ.
 * @example tellCondition('a >= 70 and b', 'a >= 75 and b') // 'now needs a ≥ 75 instead of ≥ 70'
 */
export function tellCondition(before: string, after: string): string {
  const [old, now] = [partsOf(before, 'and'), partsOf(after, 'and')];
  const gone = old.filter(part => !now.includes(part));
  const come = now.filter(part => !old.includes(part));
  if (gone.length + come.length === 0) return 'needs the same in another order';
  const pairs = come.flatMap(part => {
    const former = gone.filter(
      other => subjectOf(other) !== undefined && subjectOf(other) === subjectOf(part),
    );
    return former.length === 1 && former[0] !== undefined ? [{ part, former: former[0] }] : [];
  });
  const onlyGone = gone.filter(part => !pairs.some(({ former }) => former === part));
  const onlyCome = come.filter(part => !pairs.some(pair => pair.part === part));
  const told = pairs.map(
    ({ part, former }) =>
      `now needs ${readable(part)} instead of ${readable(former.slice((subjectOf(former) ?? '').length))}`,
  );
  const wholly = onlyGone.length > 0 && onlyCome.length > 0;
  return [
    ...told,
    ...(wholly ? [`now needs ${joined(onlyCome)} instead of ${joined(onlyGone)}`] : []),
    ...(!wholly && onlyCome.length > 0 ? [`now also needs ${joined(onlyCome)}`] : []),
    ...(!wholly && onlyGone.length > 0 ? [`no longer needs ${joined(onlyGone)}`] : []),
  ].join(', and ');
}

/** What came and went among the alternatives of a condition; undefined where nothing of it stayed. */
export function alternatives(
  before: string,
  after: string,
): { readonly come: string; readonly gone: string } | undefined {
  const [old, now] = [partsOf(before, 'or'), partsOf(after, 'or')];
  if (!old.some(part => now.includes(part))) return undefined;
  const list = (parts: readonly string[]) => readable(parts.join(' or '));
  return {
    come: list(now.filter(part => !old.includes(part))),
    gone: list(old.filter(part => !now.includes(part))),
  };
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

/** The conditions that all must hold, or of which one must. */
function partsOf(text: string, operator: 'and' | 'or'): readonly string[] {
  const { ast } = parseExpression(text);
  return ast?.kind === 'logical' && ast.operator === operator ? ast.operands.map(printExpression) : [text];
}

const joined = (parts: readonly string[]) => readable(parts.join(' and '));

/** What a condition speaks of: `engagement ` of `engagement >= 70`. */
function subjectOf(text: string): string | undefined {
  return /^[^"]*? (?=[<>=!]+ |between |in |not in )/.exec(text)?.[0];
}
