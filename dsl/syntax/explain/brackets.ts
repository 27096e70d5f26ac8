import type { IToken } from 'chevrotain';
import type { Problem } from '../problem.ts';
import * as t from '../tokens.ts';
import { spanOf } from '../tokens.ts';
import { syntax, write } from './problem.ts';
import { VALUE } from './stop.ts';
import type { Stop } from './stop.ts';

export function closingTooMuch({ found, open, wanted, span, partStart }: Stop): Problem | undefined {
  if (found === undefined || wanted === VALUE) return undefined;
  const opener =
    found.tokenType === t.Close ? t.Open : found.tokenType === t.CloseList ? t.OpenList : undefined;
  if (opener === undefined || open?.tokenType === opener) return undefined;
  if (open === undefined || open.tokenType === t.If) {
    const message = `\`${found.image}\` closes nothing: there is no open \`${String(opener.PATTERN)}\` before it.`;
    // The opening bracket may be missing anywhere before it.
    const place = { start: partStart, end: span.end };
    return syntax(place, message, undefined, { title: `Remove \`${found.image}\``, span, text: '' });
  }
  const right = open.tokenType === t.Open ? ')' : ']';
  return syntax(
    span,
    `\`${open.image}\` is closed by \`${right}\`, not by \`${found.image}\`.`,
    `\`${right}\``,
    write(right, span),
  );
}

export function neverClosed({ found, open, wanted, end, inCall, earlier }: Stop): Problem | undefined {
  if (found !== undefined || open === undefined || open.tokenType === t.If || wanted === VALUE)
    return undefined;
  const right = open.tokenType === t.Open ? ')' : ']';
  const at = inCall ? behindWindow(open, earlier) : undefined;
  const fix =
    at === undefined
      ? { title: `Add \`${right}\` at the end`, span: { start: end, end }, text: right }
      : { title: `Add \`${right}\` behind the window`, span: { start: at, end: at }, text: right };
  // The closing one may be missing anywhere after it.
  const place = { start: open.startOffset, end };
  return syntax(place, `This \`${open.image}\` is never closed.`, `\`${right}\``, fix);
}

/** Where the window of a call ends that more follows than a call can hold: `sum(usage.data, 7d > 300 MB`. */
function behindWindow(open: IToken, tokens: readonly IToken[]): number | undefined {
  const inside = tokens.slice(tokens.indexOf(open) + 1);
  const index = inside.findIndex(
    ({ tokenType, image }, at) =>
      inside[at - 1]?.tokenType === t.Comma &&
      (tokenType === t.Quantity || t.WINDOW_WORDS.some(word => word === image)),
  );
  const [window, next] = inside.slice(index, index + 2);
  const isBroken = index >= 2 && next !== undefined && next.tokenType !== t.Comma;
  const isPlain = inside.slice(0, index).every(({ tokenType }) => tokenType !== t.Open);
  return isBroken && isPlain && window !== undefined ? spanOf(window).end : undefined;
}

/** `(usage, 7d)`, `countusage, 7d)` */
export function commaOutsideCall({
  found,
  open,
  wanted,
  span,
  partStart,
  inCall,
}: Stop): Problem | undefined {
  if (
    found?.tokenType !== t.Comma ||
    wanted === VALUE ||
    wanted === t.And.LABEL ||
    inCall ||
    open?.tokenType === t.OpenList
  )
    return undefined;
  const start = open?.tokenType === t.Open ? open.startOffset : partStart;
  return syntax(
    { start, end: span.end },
    'A comma separates the arguments of a call, as in `count(usage, 7d)`: no call is open here.',
    'a call',
  );
}

export function emptyCall({ found, before, beforeThat, span }: Stop): Problem | undefined {
  if (before?.tokenType === t.OpenList && found?.tokenType === t.CloseList) {
    return syntax(span, 'The list is empty: it needs at least one value.', VALUE);
  }
  if (before?.tokenType !== t.Open || found?.tokenType !== t.Close) return undefined;
  const what =
    beforeThat?.tokenType === t.Path
      ? `\`${beforeThat.image}\` needs at least one argument`
      : 'nothing stands between the parentheses';
  return syntax(span, `Here ${what}.`, VALUE);
}
