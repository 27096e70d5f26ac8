import type { CST } from 'yaml';
import { collectUnits } from './units.ts';
import type { ScalarText, Units } from './units.ts';

interface Line {
  readonly start: number;
  /** How many blanks it begins with. */
  readonly indent: number;
  /** Where its text ends, without the line break. */
  readonly end: number;
  readonly next: number;
}

/**
 * `|` and `>`: each line without the block's indent; `>` folds the breaks between lines of the block's own indent.
 * The same steps as in the `yaml` package, which keeps no positions.
 */
export function readBlock(token: CST.BlockScalar, source: string): ScalarText {
  const header = headerOf(token);
  const start = token.offset + header.length;
  const lines = linesOf(source, start, start + token.source.length);
  const units = collectUnits();
  const contentStart = lines.findIndex(hasText);
  const first = lines[contentStart];
  if (!first) {
    if (header.chomp === '+')
      for (const line of lines.slice(0, Math.max(1, lines.length - 1))) addBreak(line, units);
    return units.finish(start);
  }
  const indent = header.indent > 0 ? token.indent + header.indent : first.indent;
  const contentEnd = 1 + lines.findLastIndex(line => hasText(line) || line.indent > indent);
  for (const line of lines.slice(0, contentStart)) {
    units.copy(source, Math.min(line.start + indent, line.end), line.start + line.indent);
    addBreak(line, units);
  }
  const content = lines.slice(contentStart, contentEnd);
  if (header.mode === '|') addLiteral(content, indent, source, units);
  else addFolded(content, indent, source, units);
  addEnd(header.chomp, lines.slice(contentEnd - 1), units);
  return units.finish(first.start + Math.min(indent, first.indent));
}

const hasText = ({ start, indent, end }: Line) => start + indent < end;

function headerOf(token: CST.BlockScalar) {
  const length = token.props.reduce((sum, prop) => sum + ('source' in prop ? prop.source.length : 0), 0);
  const header = token.props.find(prop => prop.type === 'block-scalar-header');
  const text = header && 'source' in header ? header.source : '|';
  return {
    length,
    mode: text.charAt(0),
    chomp: /[-+]/.exec(text)?.[0] ?? '',
    indent: Number(/[1-9]/.exec(text)?.[0] ?? 0),
  };
}

/** The lines between breaks; after a last break comes one more, empty line. */
function linesOf(source: string, from: number, limit: number): readonly Line[] {
  const lines: Line[] = [];
  if (from === limit) return lines;
  for (let start = from; ;) {
    const newline = source.indexOf('\n', start);
    const broken = newline >= 0 && newline < limit;
    const next = broken ? newline + 1 : limit;
    const end = broken ? (source[newline - 1] === '\r' && newline > start ? newline - 1 : newline) : limit;
    let indent = 0;
    while (start + indent < end && source[start + indent] === ' ') indent += 1;
    lines.push({ start, indent, end, next });
    if (!broken) return lines;
    start = next;
  }
}

const addBreak = (line: Line, units: Units) => units.add('\n', line.end, line.next);

function addLiteral(lines: readonly Line[], indent: number, source: string, units: Units): void {
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (before) addBreak(before, units);
    units.copy(source, Math.min(line.start + indent, line.end), line.end);
  });
}

function addFolded(lines: readonly Line[], indent: number, source: string, units: Units): void {
  let separator = '';
  let separatorStart = 0;
  let deeperBefore = false;
  const add = (line: Line, from: number) => {
    units.add(separator, separatorStart, line.start);
    units.copy(source, from, line.end);
    separatorStart = line.end;
  };
  for (const line of lines) {
    if (line.indent > indent || source[line.start + line.indent] === '\t') {
      if (separator === ' ') separator = '\n';
      else if (!deeperBefore && separator === '\n') separator = '\n\n';
      add(line, Math.min(line.start + indent, line.end));
      separator = '\n';
      deeperBefore = true;
    } else if (!hasText(line)) {
      if (separator === '\n') addBreak(line, units);
      else separator = '\n';
    } else {
      add(line, line.start + line.indent);
      separator = ' ';
      deeperBefore = false;
    }
  }
}

/** What the header makes of the last line breaks, given the last line and the empty ones after: `-` none, `+` all, else one. */
function addEnd(chomp: string, lines: readonly Line[], units: Units): void {
  if (chomp === '-') return;
  const broken = chomp === '+' && lines.length > 1 ? lines.slice(0, -1) : lines.slice(0, 1);
  for (const line of broken) addBreak(line, units);
}
