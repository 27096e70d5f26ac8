import type { LoadedDocument } from '../../dsl/index.ts';
import type { Program } from '../../dsl/program/program.ts';
import type { Store } from '../stores/store.ts';
import { keptAs } from './kept.ts';

/** The numbers by which other systems name templates and badges: given once, never given again. */
export interface Numbers {
  readonly mission: NumberList;
  /** By "power_user:silver". */
  readonly badge: NumberList;
}

interface NumberList {
  readonly next: number;
  readonly of: Readonly<Record<string, number>>;
}

type Numbered = 'mission' | 'badge';

const KEY = 'numbers';
const NONE: Numbers = { mission: { next: 1, of: {} }, badge: { next: 1, of: {} } };

export async function readNumbers(store: Store): Promise<Numbers> {
  const kept = await store.setting(KEY);
  return kept ? keptAs<Numbers>(kept.value) : NONE;
}

/** Numbers what is new: files by path, then documents and levels in order. A renamed rule keeps its number. */
export async function giveNumbers(
  store: Store,
  rules: { readonly program: Program; readonly documents: readonly LoadedDocument[] },
): Promise<void> {
  for (;;) {
    const kept = await store.setting(KEY);
    const before = kept ? keptAs<Numbers>(kept.value) : NONE;
    const after = withNewNumbers(before, rules.program, rules.documents);
    if (after.mission.next === before.mission.next && after.badge.next === before.badge.next) {
      if (sameNames(before, after)) return;
    }
    const value = { mission: { ...after.mission }, badge: { ...after.badge } };
    if (await store.change(KEY, kept?.rev ?? 0, value)) return;
  }
}

/** The id that bears the number, by the name that is in use now. */
export function nameOfNumber(
  numbers: Numbers,
  kind: Numbered,
  number: number,
  inUse: (id: string) => boolean,
): string | undefined {
  const names = Object.keys(numbers[kind].of).filter(id => numbers[kind].of[id] === number);
  return names.find(inUse) ?? names.at(-1);
}

function withNewNumbers(before: Numbers, program: Program, documents: readonly LoadedDocument[]): Numbers {
  const ordered = [...documents].sort((a, b) =>
    a.file === b.file ? a.index - b.index : a.file < b.file ? -1 : 1,
  );
  const was = (kind: Numbered, id: string) =>
    (kind === 'mission' ? program.missions : program.badges).find(rule => rule.id === id)?.was ?? [];
  const levels = (id: string) =>
    program.badges.find(rule => rule.id === id)?.levels.map(row => row.level) ?? [];
  let { mission, badge } = before;
  for (const { kind, id } of ordered) {
    if (kind === 'mission') mission = numbered(mission, id, was(kind, id));
    if (kind !== 'badge') continue;
    for (const level of levels(id)) {
      badge = numbered(
        badge,
        `${id}:${level}`,
        was(kind, id).map(old => `${old}:${level}`),
      );
    }
  }
  return { mission, badge };
}

function numbered(list: NumberList, id: string, was: readonly string[]): NumberList {
  if (list.of[id] !== undefined) return list;
  const inherited = was.map(old => list.of[old]).find(number => number !== undefined);
  const next = inherited === undefined ? list.next + 1 : list.next;
  return { next, of: { ...list.of, [id]: inherited ?? list.next } };
}

function sameNames(a: Numbers, b: Numbers): boolean {
  return (['mission', 'badge'] as const).every(
    kind => Object.keys(a[kind].of).length === Object.keys(b[kind].of).length,
  );
}
