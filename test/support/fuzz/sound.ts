import type { Diagnostic, Fix, Range, RuleFile } from '../../../dsl/index.ts';

/** What no diagnostics of any text may be: a place outside of their file, or edits that cannot be made. */
export function unsoundIn(diagnostics: readonly Diagnostic[], files: readonly RuleFile[]): readonly string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return diagnostics.flatMap(({ code, file, range, fixes }) => [
    ...placesOf(texts.get(file), range).map(problem => `${code} ${problem}`),
    ...fixes.flatMap(fix => editsOf(fix, texts).map(problem => `${code}, "${fix.title}": ${problem}`)),
  ]);
}

function placesOf(text: string | undefined, { start, end }: Range): readonly string[] {
  if (text === undefined) return ['is of no file'];
  if (start.offset < 0 || end.offset > text.length || start.offset > end.offset)
    return [`stands at ${start.offset} to ${end.offset} of ${text.length}`];
  return [start, end].flatMap(({ offset, line, column }) => {
    const above = text.slice(0, offset).split('\n');
    const right = above.length === line && (above.at(-1) ?? '').length + 1 === column;
    return right ? [] : [`says ${line}:${column} of offset ${offset}`];
  });
}

function editsOf({ edits }: Fix, texts: ReadonlyMap<string, string>): readonly string[] {
  const inOrder = edits.toSorted((a, b) => a.range.start.offset - b.range.start.offset);
  return [
    ...edits.flatMap(({ file, range }) => placesOf(texts.get(file), range)),
    ...inOrder.flatMap(({ range }, index) =>
      range.start.offset < (inOrder[index - 1]?.range.end.offset ?? 0) ? ['edits overlap'] : [],
    ),
    ...(edits.length === 0 ? ['changes nothing'] : []),
  ];
}
