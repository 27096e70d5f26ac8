import type { Decisions } from '../state.ts';

/** Notes what was met before it went live, or with null that it is past no longer. */
export function foldPast(decisions: Decisions, key: string, past: 'quiet' | 'from_now' | null): Decisions {
  if (past !== null) return { ...decisions, past: { ...decisions.past, [key]: past } };
  if (decisions.past?.[key] === undefined) return decisions;
  const { past: noted, ...rest } = decisions;
  const left = Object.entries(noted).filter(([other]) => other !== key);
  return left.length === 0 ? rest : { ...rest, past: Object.fromEntries(left) };
}
