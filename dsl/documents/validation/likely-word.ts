import { suggest } from '../../diagnostics/suggest.ts';

/** What others call the words of the language's fields, most of them other tools' own words for the same. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  quiet: ['silent', 'silently', 'mute', 'hidden'],
  tell: ['notify', 'loud', 'announce'],
  from_now: ['ignore', 'new', 'now', 'forget'],
  first: ['unique', 'any', 'single', 'one'],
  collect: ['all', 'every', 'multiple'],
  largest: ['max', 'maximum', 'highest'],
  smallest: ['min', 'minimum', 'lowest'],
  sum: ['total', 'add', 'plus'],
  count: ['number', 'how_many'],
};

/** The allowed word that another one means: by its spelling, its beginning or its sense. */
export function likelyWord(written: string, allowed: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const [near] = suggest(written, allowed, { limit: 1 });
  if (near !== undefined) return near;
  const begun =
    lower.length < 3 ? [] : allowed.filter(word => word.startsWith(lower) || lower.startsWith(`${word}_`));
  if (begun.length === 1) return begun[0];
  return allowed.find(word => SYNONYMS[word]?.includes(lower));
}
