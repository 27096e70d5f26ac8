import cliProgress from 'cli-progress';

export type Format = 'text' | 'json';

/** The command was called in a way that it cannot be; exit code 2. */
export class WrongUse extends Error {}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export interface Bar {
  update(done: number, total: number, rate: string): void;
  end(): void;
}

const LINE_EVERY_MS = 30_000;

/** A progress bar on a terminal, a line now and then elsewhere; nothing where the output is read by a program. */
export function startBar(what: string, format: Format): Bar {
  if (format === 'json') return { update: () => undefined, end: () => undefined };
  if (!process.stderr.isTTY) return startLines(what);
  const bar = new cliProgress.SingleBar(
    {
      format: `${what} {bar} {percentage}% | {value}/{total} | {rate} | {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(1, 0, { rate: '' });
  return {
    update(done, total, rate) {
      bar.setTotal(total);
      bar.update(done, { rate });
    },
    end: () => bar.stop(),
  };
}

/** On standard error too: what is found stands on standard output. */
function startLines(what: string): Bar {
  let told = Date.now();
  return {
    update(done, total, rate) {
      if (Date.now() - told < LINE_EVERY_MS) return;
      told = Date.now();
      process.stderr.write(
        `${what}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}, ${rate}\n`,
      );
    },
    end: () => undefined,
  };
}

/** "1,240 events/s", measured since the start. */
export function rateSince(startedMs: number, count: number, unit: string): string {
  const seconds = Math.max(0.001, (Date.now() - startedMs) / 1000);
  return `${Math.round(count / seconds).toLocaleString('en')} ${unit}/s`;
}

/** "1 file", "3 files", "2 entries". */
export function count(number: number, noun: string, several = `${noun}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : several}`;
}
