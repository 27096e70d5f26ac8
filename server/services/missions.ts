import type { MissionView } from '../../engine/views.ts';
import { notFound } from '../problem.ts';
import type { Page } from '../stores/store.ts';
import type { Context } from './context.ts';
import type { Customers } from './customers.ts';
import { readEndedMissions } from './ended-missions.ts';
import { showTemplate } from './mission-templates.ts';
import { nameOfNumber, readNumbers } from './numbers.ts';
import { collectItems } from './pages.ts';
import type { Releases } from './releases.ts';

/** A mission with whose it is. */
export interface CustomerMission extends MissionView {
  readonly customer: string;
}

export interface MissionQuery {
  readonly customer?: string;
  readonly status?: string;
  readonly category?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Missions {
  templates(): Promise<object[]>;
  /** What a request means by a mission: its own id or its template's rule id, from its number too. */
  named(reference: string | number): Promise<string>;
  /** The customer's mission of that id, or the latest of that template. */
  find(customer: string, idOrTemplate: string): Promise<CustomerMission>;
  /** Those that stand now: proposed, scheduled, active, closing, and completed ones of a running period. */
  running(customer: string): Promise<CustomerMission[]>;
  list(query: MissionQuery): Promise<Page<CustomerMission>>;
}

export function createMissions(
  { store, clock }: Context,
  releases: Releases,
  customers: Customers,
): Missions {
  async function running(customer: string): Promise<CustomerMission[]> {
    const { missions } = await customers.view(customer);
    return missions.map(mission => ({ ...mission, customer }));
  }

  async function all(customer: string): Promise<CustomerMission[]> {
    const snapshot = await customers.snapshot(customer);
    if (!snapshot) return [];
    const ended = await readEndedMissions(store, releases.live().engine, snapshot, clock());
    return [...(await running(customer)).reverse(), ...ended.map(mission => ({ ...mission, customer }))];
  }

  async function find(customer: string, idOrTemplate: string): Promise<CustomerMission> {
    const named = (mission: MissionView) =>
      mission.id === idOrTemplate || mission.template_id === idOrTemplate;
    const found = (await running(customer)).findLast(named) ?? (await all(customer)).find(named);
    if (found) return found;
    throw notFound(`The customer "${customer}" has had no mission "${idOrTemplate}".`);
  }

  return {
    running,
    find,

    async templates() {
      const numbers = await readNumbers(store);
      return releases
        .live()
        .program.missions.map(rule => showTemplate(rule, numbers))
        .sort((a, b) => a.id - b.id);
    },

    async named(reference) {
      if (typeof reference === 'string' && !/^\d+$/.test(reference)) return currentName(reference);
      const inUse = (id: string) => releases.live().program.missions.some(mission => mission.id === id);
      const name = nameOfNumber(await readNumbers(store), 'mission', Number(reference), inUse);
      if (name !== undefined) return name;
      throw notFound(
        `There is no mission template number ${reference}. The list of mission-templates/ has the numbers.`,
      );
    },

    async list({ customer, status, category, limit, cursor }) {
      const matches = (mission: CustomerMission) =>
        (status === undefined || mission.status === status) &&
        (category === undefined || mission.category === category);
      if (customer !== undefined) return sliceOf((await all(customer)).filter(matches), limit, cursor);
      const known = new Map<string, Promise<CustomerMission[]>>();
      const ofCustomer = (id: string) => {
        const missions = known.get(id) ?? all(id);
        known.set(id, missions);
        return missions;
      };
      const query = { mark: 'mission_assigned', limit, ...(cursor === undefined ? {} : { cursor }) };
      return collectItems(store, query, async entry => {
        const assigned = entry.effects.flatMap(effect =>
          effect.kind === 'mission_assigned' ? [effect.mission.id] : [],
        );
        const missions = await ofCustomer(entry.customer);
        return missions.filter(mission => assigned.includes(mission.id) && matches(mission));
      });
    },
  };

  /** A template that was renamed is found under its old id too. */
  function currentName(name: string): string {
    const { missions } = releases.live().program;
    if (missions.some(mission => mission.id === name)) return name;
    return missions.find(mission => mission.was.includes(name))?.id ?? name;
  }
}

/** One customer's missions are few: their cursor is a place in the list. */
function sliceOf(
  missions: readonly CustomerMission[],
  limit: number,
  cursor: string | undefined,
): Page<CustomerMission> {
  const start = Number.parseInt(cursor ?? '0', 10) || 0;
  const end = start + limit;
  return { results: missions.slice(start, end), next: end < missions.length ? String(end) : null };
}
