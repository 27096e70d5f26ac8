import type { Json } from '../engine/model.ts';
import { ProblemError } from './problem.ts';

/** Nobody nests deeper by hand, and everything that walks a body does so by recursion. */
const MAX_DEPTH = 100;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Null: the bytes are no UTF-8. A mark of the byte order at the start is left out. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** JSON with the place of what is wrong with it; nothing for a blank text. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  if (depthOf(text) > MAX_DEPTH) {
    throw new ProblemError('malformed', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  try {
    // Looking at every key takes longer than all the rest, and hardly any text can have this one.
    return MAYBE_PROTOTYPE.test(text) ? JSON.parse(text, dropPrototypes) : JSON.parse(text);
  } catch (error) {
    throw malformed(text, error instanceof Error ? error.message : '');
  }
}

/** One JSON text of its own, such as a line of a stream. */
export function parseJsonText(text: string): { readonly value: Json } | { readonly problem: string } {
  try {
    const value = parseJson(text);
    return value === undefined ? { problem: 'There is nothing here.' } : { value: value as Json };
  } catch (error) {
    // The text is one line, so its number says nothing.
    const reason = error instanceof Error ? error.message : 'This is not JSON.';
    return { problem: reason.replace(/^Line 1, column/, 'Column') };
  }
}

const MAYBE_PROTOTYPE = /__proto__|\\u/;

/** A key that would replace an object's prototype where it is copied carries no data of ours. */
function dropPrototypes(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

function malformed(text: string, reason: string): ProblemError {
  const what = reason.replace(/ in JSON at position.*$/s, '').replace(/, [^,]*is not valid JSON$/s, '');
  const offset = positionIn(reason) ?? searchPosition(text);
  if (offset === null) return new ProblemError('malformed', `${what}.`);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return new ProblemError('malformed', `Line ${line}, column ${column}: ${what}.`, { line, column });
}

function positionIn(reason: string): number | null {
  const found = /at position (\d+)/.exec(reason);
  return found ? Number(found[1]) : null;
}

/**
 * Not every message of the parser has a position. A prefix fails "at its end" exactly as long as it does not reach the
 * faulty character, so halving finds it.
 */
function searchPosition(text: string): number | null {
  if (text.length > 1_000_000) return null;
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (failsAtEnd(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function failsAtEnd(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return reason.includes('Unexpected end') || positionIn(reason) === prefix.length;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inText) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) inText = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Array.from(
  '"\\{}[]',
  character => character.charCodeAt(0),
);
