import { entriesOf } from './yaml-entries.ts';
import type { NameEntry } from './vocabulary.ts';

const MISSION_NAMES: readonly NameEntry[] = [
  { name: 'level', detail: 'this mission', doc: 'The number that stands under the level’s letter.' },
  { name: 'target', detail: 'this mission', doc: 'What must be reached.' },
  { name: 'progress', detail: 'this mission', doc: 'What the customer has reached so far.' },
  { name: 'segment', detail: 'this mission', doc: 'The segment by which it was given.' },
];

const SCORE_NAMES: readonly NameEntry[] = [
  { name: 'weighted', detail: 'this score', doc: 'The weighted sum of the terms.' },
];

/** Names that only the document around the cursor has: a mission's level and target, and what it fixes. */
export function ownNames(text: string, offset: number, kind: string | undefined): readonly NameEntry[] {
  if (kind === 'score') return SCORE_NAMES;
  return kind === 'mission' ? [...MISSION_NAMES, ...fixedNames(text, offset)] : [];
}

function fixedNames(text: string, offset: number): NameEntry[] {
  const start = text.lastIndexOf('\n---', offset) + 1;
  const end = text.indexOf('\n---', offset);
  const entries = text
    .slice(start, end < 0 ? text.length : end)
    .split('\n')
    .flatMap(entriesOf);
  const fixed = entries.findIndex(entry => entry.column === 0 && entry.key === 'fixed');
  if (fixed < 0) return [];
  const below = entries.slice(fixed + 1);
  const after = below.findIndex(entry => entry.column === 0);
  return (after < 0 ? below : below.slice(0, after))
    .filter(entry => entry.kind === 'key')
    .map(entry => ({
      name: entry.key,
      detail: 'fixed',
      doc: `Fixed when the mission is assigned: \`${entry.value}\``,
    }));
}
