import type { Diagnostic } from '../../diagnostics/index.ts';

/** The word that is named and does not exist, as the problem's message has it. */
export function unknownNameOf({ code, message }: Diagnostic): string | undefined {
  if (!code.startsWith('name-unknown') && code !== 'value-not-listed') return undefined;
  return (NEVER.exec(message) ?? NAMED.exec(message))?.[1];
}

const NEVER = /is never "([\w.]+)"/;
const NAMED = /^(?:There is no [\w ]+ )?`([\w.]+)`/;
