import { featureText } from '../compile/keys.ts';
import type { Scope } from '../check/scope.ts';
import { ROOTS } from './build-name.ts';

export interface StrictLogic {
  readonly logic: unknown;
  /** The pointer of a part as it was written. */
  pointerOf(pointer: string): string;
}

/**
 * What JSONLogic writes more loosely than rules compile to, in the form of these: `==` between two values is `===`
 * where both are of one type, as they are checked to be; a variable's default stands in where it is missing.
 */
export function readLooseLogic(logic: unknown, scope: Scope): StrictLogic {
  const moved = new Map<string, string>();
  const read = (value: unknown, from: string, to: string, depth: number): unknown => {
    // What is too deep is refused anyway.
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
    if (Array.isArray(value))
      return value.map((item, index) => read(item, `${from}/${index}`, `${to}/${index}`, depth + 1));
    const entries = Object.entries(value);
    const [operator, given] = entries[0] ?? [''];
    const variable = entries.length === 1 && operator === 'var' ? withDefault(given, scope) : undefined;
    if (variable !== undefined) {
      moved.set(to, from);
      return variable;
    }
    const strict = entries.length === 1 ? strictOf(operator, given) : undefined;
    if (strict !== undefined) moved.set(`${to}/${strict}`, `${from}/${operator}`);
    const parts = entries.map(([name, part]) => {
      const own = strict ?? name;
      return [own, read(part, `${from}/${name}`, `${to}/${own}`, depth + 1)] as const;
    });
    return Object.fromEntries(parts);
  };
  const strict = read(logic, '', '', 0);
  const pointerOf = (pointer: string): string => {
    const longest = [...moved.keys()]
      .filter(key => pointer === key || pointer.startsWith(`${key}/`))
      .toSorted((a, b) => b.length - a.length)[0];
    if (longest === undefined) return pointer;
    const origin = moved.get(longest) ?? longest;
    const isWhole = !STRICT.has(longest.slice(longest.lastIndexOf('/') + 1));
    return isWhole ? origin : `${origin}${pointer.slice(longest.length)}`;
  };
  return { logic: moved.size === 0 ? logic : strict, pointerOf };
}

const MAX_DEPTH = 200;

const STRICT: ReadonlySet<string> = new Set(['===', '!==']);

/** With null and 0, `==` and `!=` are rules of their own. */
function strictOf(operator: string, given: unknown): string | undefined {
  if (operator !== '==' && operator !== '!=') return undefined;
  if (!Array.isArray(given) || given.length !== 2 || given.some(part => part === null || part === 0))
    return undefined;
  return `${operator}=`;
}

/** `{"var": ["named.churn_probability", 0]}` */
function withDefault(given: unknown, scope: Scope): unknown {
  if (!Array.isArray(given) || given.length < 1 || given.length > 2) return undefined;
  const [path, fallback] = given as readonly unknown[];
  if (typeof path !== 'string') return undefined;
  const variable = { var: path };
  if (fallback === undefined || fallback === null) return variable;
  const info = scope.resolve(featureText(path.replace(ROOTS, '')));
  const isThere = info !== undefined && info !== 'circular' && !info.missing;
  return isThere ? variable : { if: [{ missing: [path] }, fallback, variable] };
}
