import type { Fix } from '../../diagnostics/index.ts';
import type { DocumentPath } from '../../documents/document.ts';
import type { TypeName } from '../../program/logic.ts';
import type { LevelName, Levels } from '../../program/program.ts';
import { createLiteralScope } from '../expressions/literals.ts';
import type { MissionCompiler } from './mission-compiler.ts';

export const LEVELS: readonly LevelName[] = ['a', 'b', 'c'];

export type LevelTexts = Readonly<Partial<Record<LevelName, string>>>;

/** The figures under the letters; each must ask for more than the one before it. */
export function compileLevels(
  { document, fields }: MissionCompiler,
  levels: LevelTexts,
  path: DocumentPath,
  type: TypeName,
): Levels {
  const result: Partial<Record<LevelName, number>> = {};
  for (const level of LEVELS) {
    const text = levels[level];
    if (text === undefined) continue;
    const value = fields.constant(document, [...path, level], text, createLiteralScope(), type);
    if (value !== undefined) result[level] = value;
  }
  const values = Object.values(result);
  if (values.some((value, index) => index > 0 && value <= (values[index - 1] ?? -Infinity))) {
    const message = 'Each level must ask for more than the one before it.';
    const fixes = sortedLevels(document, path, levels, result);
    fields.report(document, path, 'program-levels', message, 'figures that rise from `a` to `c`', fixes);
  }
  return result;
}

/** The same figures, the smallest first; those that are equal no order mends. */
function sortedLevels(
  document: MissionCompiler['document'],
  path: DocumentPath,
  texts: LevelTexts,
  values: Levels,
): readonly Fix[] {
  const present = LEVELS.filter(level => values[level] !== undefined);
  if (new Set(Object.values(values)).size < present.length) return [];
  const sorted = present.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const edits = present.flatMap((level, index) => {
    const text = texts[sorted[index] ?? level]?.trim() ?? '';
    return document.locate([...path, level]).expression?.replace(text) ?? [];
  });
  return [{ title: 'Let the levels rise', edits }];
}

export function inPercent(levels: LevelTexts): boolean {
  return Object.values(levels).every(text => text.trim().endsWith('%'));
}
