import type { Edit, Range } from '../../diagnostics/diagnostic.ts';
import type { LoadedDocument, SourceFile } from '../../documents/index.ts';
import type { RuleSymbol } from './symbol.ts';

/**
 * The edit that keeps the id a mission, badge or tier is renamed from as a former one (`was`): customers hold progress
 * and awards under it. Undefined for what customers hold nothing of.
 */
export function keepFormerId(
  documents: readonly LoadedDocument[],
  files: ReadonlyMap<string, SourceFile>,
  { kind, id }: RuleSymbol,
  newName: string,
): Edit | undefined {
  const document = documents.find(other => other.kind === kind && other.id === id);
  const holds = document?.kind === 'mission' || document?.kind === 'badge' || document?.kind === 'tier';
  if (document === undefined || !holds) return undefined;
  const { was } = document.value;
  // The name it goes back to is a former one no longer.
  const ids = `[${[...(was ?? []).filter(former => former !== newName), id].join(', ')}]`;
  const { file } = document;
  if (was !== undefined) return { file, range: document.locate(['was']).range, text: ids };
  const { range, keyRange, inFlow } = document.locate(['id']);
  if (inFlow === true) return { file, range: { start: range.end, end: range.end }, text: `, was: ${ids}` };
  const indent = ' '.repeat((keyRange?.start.column ?? 1) - 1);
  return { file, range: lineEnd(range, files.get(file)?.text ?? ''), text: `\n${indent}was: ${ids}` };
}

/** Behind a comment that stands beside the value. */
function lineEnd({ end }: Range, text: string): Range {
  const [rest = ''] = /[^\r\n]*/.exec(text.slice(end.offset)) ?? [];
  const place = { ...end, column: end.column + rest.length, offset: end.offset + rest.length };
  return { start: place, end: place };
}
