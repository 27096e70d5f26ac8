import type { Diagnostic } from '../../dsl/index.ts';

/** Problems as commands of a GitHub workflow, which shows them beside the lines of a change. */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(annotation).join('\n');
}

function annotation({ code, severity, file, range, message, expected, fixes }: Diagnostic): string {
  const { start, end } = range;
  // The columns of a range over several lines would be taken for one line's.
  const columns =
    start.line === end.line ? { col: start.column, endColumn: Math.max(start.column, end.column - 1) } : {};
  const properties = { file, line: start.line, endLine: end.line, ...columns, title: code };
  const lines = [
    message,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...fixes.map(({ title }) => `Fix: ${title}`),
  ];
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapedProperty(String(value))}`,
  );
  return `::${severity} ${written.join(',')}::${escapedData(lines.join('\n'))}`;
}

/** As the runner's own toolkit escapes them. */
const escapedData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (text: string) => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
