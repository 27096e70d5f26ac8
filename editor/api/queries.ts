import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import type {
  Customer,
  CustomerRow,
  Explanation,
  LedgerEntry,
  Mission,
  TimelineItem,
} from './customer-types.ts';
import type {
  DataSource,
  DemoRun,
  EventType,
  FailedEvent,
  List,
  Me,
  RuleFile,
  RuleIndex,
  Stats,
} from './types.ts';

export interface CustomerFilter {
  readonly search?: string | undefined;
  readonly segment?: string | undefined;
  readonly tier?: string | undefined;
}

export const customerPath = (id: string) => `customers/${encodeURIComponent(id)}/`;

/** Every read of the API, under the key that writes invalidate. */
export const queries = {
  me: () => queryOptions({ queryKey: ['me'], queryFn: () => api.get<Me>('me/'), staleTime: 300_000 }),

  stats: () =>
    queryOptions({ queryKey: ['stats'], queryFn: ({ signal }) => api.get<Stats>('stats/', { signal }) }),

  demo: (id: string) =>
    queryOptions({
      queryKey: ['demo', id],
      queryFn: () => api.get<DemoRun>(`demo/${encodeURIComponent(id)}/`),
      refetchInterval: query => (query.state.data && query.state.data.state !== 'running' ? false : 500),
    }),

  customers: (filter: CustomerFilter) =>
    infiniteQueryOptions({
      queryKey: ['customers', filter],
      queryFn: ({ pageParam, signal }) =>
        api.get<List<CustomerRow>>('customers/', {
          query: { ...filter, limit: 50, cursor: pageParam ?? undefined },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: last => last.next_cursor,
      placeholderData: keepPreviousData,
    }),

  customer: (id: string) =>
    queryOptions({
      queryKey: ['customer', id, 'view'],
      queryFn: ({ signal }) => api.get<Customer>(customerPath(id), { signal }),
    }),

  timeline: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['customer', id, 'timeline'],
      queryFn: ({ pageParam, signal }) =>
        api.get<List<TimelineItem>>(`${customerPath(id)}timeline/`, {
          query: { limit: 20, cursor: pageParam ?? undefined },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: last => last.next_cursor,
    }),

  missionHistory: (id: string) =>
    queryOptions({
      queryKey: ['customer', id, 'missions'],
      queryFn: ({ signal }) =>
        api.get<List<Mission>>('missions/', { query: { customer_id: id, limit: 100 }, signal }),
    }),

  explanations: (id: string) =>
    queryOptions({
      queryKey: ['customer', id, 'explanations'],
      queryFn: async ({ signal }) =>
        explanationsOf(await api.get<unknown>(`${customerPath(id)}explain/`, { signal })),
    }),

  explanation: (id: string, rule: string) =>
    queryOptions({
      queryKey: ['customer', id, 'explanation', rule],
      queryFn: ({ signal }) =>
        api.get<Explanation>(`${customerPath(id)}explain/`, { query: { rule }, signal }),
    }),

  ledger: (id: string) =>
    queryOptions({
      queryKey: ['customer', id, 'ledger'],
      queryFn: ({ signal }) =>
        api.get<List<LedgerEntry>>('points/ledger/', { query: { customer_id: id, limit: 100 }, signal }),
    }),

  eventTypes: () =>
    queryOptions({
      queryKey: ['event-types'],
      queryFn: ({ signal }) => api.get<List<EventType>>('event-types/', { query: { limit: 500 }, signal }),
      staleTime: 60_000,
    }),

  sources: () =>
    queryOptions({
      queryKey: ['sources'],
      queryFn: ({ signal }) => api.get<List<DataSource>>('data-sources/', { query: { limit: 500 }, signal }),
    }),

  failed: () =>
    infiniteQueryOptions({
      queryKey: ['failed'],
      queryFn: ({ pageParam, signal }) =>
        api.get<List<FailedEvent>>('customer-events/', {
          query: { processing_status: 'failed', limit: 50, cursor: pageParam ?? undefined },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: last => last.next_cursor,
    }),

  rules: () =>
    queryOptions({
      queryKey: ['rules', 'index'],
      queryFn: ({ signal }) => api.get<RuleIndex>('rules/', { signal }),
    }),

  ruleFiles: () =>
    queryOptions({
      queryKey: ['rules', 'files'],
      queryFn: ({ signal }) => api.get<{ results: readonly RuleFile[] }>('rules/files/', { signal }),
    }),
};

/** Without a rule the answer is a list of explanations, bare or as `results`. */
function explanationsOf(answer: unknown): readonly Explanation[] {
  const list = Array.isArray(answer) ? answer : (answer as { results?: unknown }).results;
  return Array.isArray(list) ? (list as Explanation[]) : [];
}
