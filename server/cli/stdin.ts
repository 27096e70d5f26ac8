import { text } from 'node:stream/consumers';

/** The path that stands for standard input. */
export const STDIN = '-';

/** How problems of a text on standard input name their file. */
export const STDIN_FILE = '(stdin)';

let read: Promise<string> | undefined;

/** The text on standard input; it can be read once only, and is kept for whoever asks again. */
export function readStdin(): Promise<string> {
  return (read ??= text(process.stdin));
}
