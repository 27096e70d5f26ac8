import { indentAt, lineEndAfter, lineStartBefore } from './structure-tokens.ts';
import type { StructureRepair } from './structure-repair.ts';

/** A line that has lost the `- ` which the lines beside it have. */
export function* dashes(text: string, around: number): Generator<StructureRepair, void> {
  const start = lineStartBefore(text, around);
  const own = indentAt(text, start);
  const end = lineEndAfter(text, start);
  const [wide] = /^- {2,}/.exec(text.slice(start + own.length)) ?? [];
  if (wide !== undefined) {
    yield {
      splices: [{ start: start + own.length, end: start + own.length + wide.length, text: '- ' }],
      message: 'After `-` stands one blank: what follows begins where the lines below do.',
      title: 'Write one blank',
      start: start + own.length,
      end,
    };
  }
  if (text.startsWith('-', start + own.length)) return;
  const beside = [lineStartBefore(text, start - 1), end + 1].map(
    offset => /^[ \t]*- +/.exec(text.slice(offset))?.[0],
  );
  for (const dash of new Set(beside.filter(lead => lead !== undefined))) {
    yield {
      splices: [{ start, end: start + own.length, text: dash }],
      message: 'A `-` is missing at the beginning of this entry.',
      title: 'Add `-`',
      start,
      end,
    };
  }
}

export function* indents(text: string, around: number): Generator<StructureRepair, void> {
  const here = lineStartBefore(text, around);
  const starts = [lineStartBefore(text, here - 1), here, lineEndAfter(text, around) + 1];
  const depths = [0, 2, 4, 6, 8, 10];
  for (const start of starts.filter(offset => offset >= 0 && offset < text.length)) {
    const indent = indentAt(text, start);
    const end = lineEndAfter(text, start);
    for (const depth of depths.toSorted(
      (a, b) => Math.abs(a - indent.length) - Math.abs(b - indent.length),
    )) {
      if (depth === indent.length || text.slice(start, end).trim() === '') continue;
      yield {
        splices: [{ start, end: start + indent.length, text: ' '.repeat(depth) }],
        message: 'The line is indented otherwise than the lines it belongs to.',
        title: `Indent it by ${depth}`,
        start,
        end,
      };
    }
  }
}

/** A key that begins its line, though no document has such a field: what it belongs to is indented. */
export function* strayKeys(text: string, fields: readonly string[]): Generator<StructureRepair, void> {
  const known = new Set(fields);
  for (const { 0: image, 1: key = '', index } of text.matchAll(/^([\w.]+|- ).*$/gm)) {
    if (known.has(key)) continue;
    for (const depth of [2, 4, 6]) {
      yield {
        splices: [{ start: index, end: index, text: ' '.repeat(depth) }],
        message: 'The line is indented otherwise than the lines it belongs to.',
        title: `Indent it by ${depth}`,
        start: index,
        end: index + image.length,
      };
    }
  }
}
