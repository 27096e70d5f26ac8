import type { Program } from '../../dsl/program/program.ts';
import type { Entry } from '../../engine/model.ts';
import { sha256 } from '../hash.ts';
import { notFound } from '../problem.ts';
import { toTimestamp } from '../time.ts';
import type { RunCommand, Request } from './commands.ts';
import type { Context } from './context.ts';
import type { Customers } from './customers.ts';
import { nameOfNumber, readNumbers } from './numbers.ts';
import { allEntries, collectItems } from './pages.ts';
import type { Releases } from './releases.ts';
import type { EntryQuery, Page } from '../stores/store.ts';

/** One level of a badge, or with no level the whole type. */
export interface BadgeName {
  readonly badge: string;
  readonly level: string | null;
}

export interface BadgeAward {
  readonly id: string;
  readonly badge_id: string;
  readonly badge_type: string;
  readonly level: string;
  readonly customer_id: string;
  readonly awarded_at: string;
  readonly cause: string;
  readonly program: string;
  readonly release: number;
  readonly revoked_at: string | null;
  readonly revoked_because: string | null;
}

export interface CheckedBadges {
  readonly awarded: readonly object[];
  readonly not_awarded: readonly object[];
  readonly entry: Entry;
}

export interface Badges {
  list(): Promise<object[]>;
  /** Finds what a request means by a badge's number, "power_user:silver" or "power_user". */
  named(reference: string | number): Promise<BadgeName>;
  check(request: Request, customer: string, badge: BadgeName | null): Promise<CheckedBadges>;
  awards(query: Pick<EntryQuery, 'customer' | 'limit' | 'cursor'>): Promise<Page<BadgeAward>>;
}

export function createBadges(
  { store, clock }: Context,
  releases: Releases,
  run: RunCommand,
  customers: Customers,
): Badges {
  async function named(reference: string | number): Promise<BadgeName> {
    const { program } = releases.live();
    const number =
      typeof reference === 'number' ? reference : /^\d+$/.test(reference) ? Number(reference) : null;
    const inUse = (id: string) => badgeNamed(program, id) !== null;
    const name =
      number === null ? String(reference) : nameOfNumber(await readNumbers(store), 'badge', number, inUse);
    const found = name === undefined ? null : badgeNamed(program, name);
    if (found) return found;
    const types = program.badges.map(badge => badge.id).join(', ');
    throw notFound(
      `There is no badge ${JSON.stringify(reference)}. The badges are: ${types}; a level is written "power_user:silver".`,
    );
  }

  return {
    named,

    async list() {
      const { program } = releases.live();
      const { badge: numbers } = await readNumbers(store);
      return program.badges
        .flatMap(badge =>
          badge.levels.map(({ level, when, points }, index) => ({
            id: numbers.of[`${badge.id}:${level}`] ?? 0,
            badge_id: `${badge.id}:${level}`,
            badge_type: badge.id,
            name: badge.name,
            description: badge.description ?? '',
            level,
            unlock_order: index + 1,
            points,
            auto_award_rules: when.logic,
            when: when.text,
            revoke_on: badge.revokeOn,
          })),
        )
        .sort((a, b) => a.id - b.id);
    },

    async check(request, customer, badge) {
      const command = { do: 'check_badges', ...(badge ? { badge: badge.badge } : {}) } as const;
      const { entry, answer } = await run(request, customer, command);
      const awarded = rowsOf(answer['awarded']).map(row => ({
        ...idOf(row),
        ...row,
        awarded_at: toTimestamp(entry.at),
      }));
      const notAwarded = rowsOf(answer['not_awarded']).map(row => ({ ...idOf(row), ...row }));
      const asked = badge?.level ? `${badge.badge}:${badge.level}` : null;
      const told = [...awarded, ...notAwarded].some(row => row.badge_id === asked);
      const more = asked === null || told ? [] : [await whyNot(customer, asked)];
      return { awarded, not_awarded: [...notAwarded, ...more], entry };
    },

    awards: async query => {
      const revocations = new Map<string, Promise<Map<string, Revocation>>>();
      const revokedOf = (customer: string) => {
        const known = revocations.get(customer) ?? readRevocations(customer);
        revocations.set(customer, known);
        return known;
      };
      return collectItems(store, { ...query, mark: 'badge_awarded' }, async entry =>
        awardsIn(entry, await revokedOf(entry.customer), presentId),
      );
    },
  };

  /** A level that was asked for by name and is neither new nor the next: held already, or further up. */
  async function whyNot(customer: string, asked: string): Promise<object> {
    const [badge_type = '', level = ''] = asked.split(':');
    const { engine } = releases.live();
    const snapshot = await customers.snapshot(customer);
    const at = clock();
    const standing = engine.view(snapshot, customer, at).badges.find(row => row.badge_type === badge_type);
    const held = standing?.awards.find(award => award.level === level);
    const base = { badge_id: asked, badge_type, level };
    if (held)
      return { ...base, reason: `The customer holds it since ${toTimestamp(held.awarded_at)}.`, how_far: 1 };
    const explained = engine.explain(snapshot, customer, at, `badge.${asked}`);
    const next = standing?.next_level;
    const first =
      next === null || next === undefined || next === level ? '' : `${badge_type}:${next} comes first. `;
    return {
      ...base,
      reason: `${first}${explained?.verdict ?? ''}`.trim(),
      how_far: explained?.tree?.how_far ?? 0,
    };
  }

  function presentId(badge: string): string {
    const { badges } = releases.live().program;
    return badges.find(({ was }) => was.includes(badge))?.id ?? badge;
  }

  async function readRevocations(customer: string): Promise<Map<string, Revocation>> {
    const revocations = new Map<string, Revocation>();
    const counted = new Map<string, number>();
    const entries: Entry[] = [];
    for await (const entry of allEntries(store, { customer, mark: 'badge_revoked' })) entries.unshift(entry);
    for (const entry of entries) {
      for (const effect of entry.effects) {
        if (effect.kind !== 'badge_revoked') continue;
        const badge = `${presentId(effect.badge)}:${effect.level}`;
        // A level is awarded and taken back in turns, so its n-th revocation ends its n-th award.
        const ordinal = (counted.get(badge) ?? 0) + 1;
        counted.set(badge, ordinal);
        const because = effect.note === undefined ? effect.reason : `${effect.reason}: ${effect.note}`;
        revocations.set(`${badge}:${ordinal}`, { at: toTimestamp(entry.at), because });
      }
    }
    return revocations;
  }
}

interface Revocation {
  readonly at: string;
  readonly because: string;
}

function awardsIn(
  entry: Entry,
  revocations: ReadonlyMap<string, Revocation>,
  presentId: (badge: string) => string,
): BadgeAward[] {
  return entry.effects.flatMap(effect => {
    if (effect.kind !== 'badge_awarded') return [];
    const { badge: id, level, ordinal, cause } = effect;
    const badge = presentId(id);
    const revoked = revocations.get(`${badge}:${level}:${ordinal}`);
    return {
      id: `a_${sha256(JSON.stringify([entry.customer, id, level, ordinal])).slice(0, 16)}`,
      badge_id: `${badge}:${level}`,
      badge_type: badge,
      level,
      customer_id: entry.customer,
      awarded_at: toTimestamp(entry.at),
      cause,
      program: entry.program,
      release: entry.release,
      revoked_at: revoked?.at ?? null,
      revoked_because: revoked?.because ?? null,
    };
  });
}

function badgeNamed(program: Program, name: string): BadgeName | null {
  const [id, level = null, ...rest] = name.split(':');
  const rule = program.badges.find(badge => badge.id === id || badge.was.includes(id ?? ''));
  if (!rule || rest.length > 0) return null;
  if (level !== null && !rule.levels.some(row => row.level === level)) return null;
  return { badge: rule.id, level };
}

interface BadgeRow {
  readonly badge_type: string;
  readonly level: string;
}

/** The engine answers lists of these (`check_badges`). */
function rowsOf(rows: unknown): BadgeRow[] {
  return Array.isArray(rows) ? rows.filter(isBadgeRow) : [];
}

function isBadgeRow(row: unknown): row is BadgeRow {
  return typeof row === 'object' && row !== null && 'badge_type' in row && 'level' in row;
}

function idOf({ badge_type, level }: BadgeRow): { readonly badge_id: string } {
  return { badge_id: `${badge_type}:${level}` };
}
