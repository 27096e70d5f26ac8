import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { CustomerPage } from '../pages/customer/customer-page.tsx';
import { CustomersPage } from '../pages/customers/customers-page.tsx';
import { OverviewPage } from '../pages/overview/overview-page.tsx';
import { NotFound } from './not-found.tsx';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const overview = createRoute({ getParentRoute: () => rootRoute, path: '/', component: OverviewPage });

const customers = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers',
  component: CustomersPage,
  validateSearch: (search: Record<string, unknown>) => ({
    ...textOf(search, 'search'),
    ...textOf(search, 'segment'),
    ...textOf(search, 'tier'),
  }),
});

const customer = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$customerId',
  component: CustomerPage,
  validateSearch: (search: Record<string, unknown>) => textOf(search, 'score'),
});

const importRules = () => import('../pages/rules/rules-page.tsx');
const importSources = () => import('../pages/sources/sources-page.tsx');

const rulesComponent = lazyRouteComponent(importRules, 'RulesPage');
const rules = createRoute({ getParentRoute: () => rootRoute, path: '/rules', component: rulesComponent });
const rule = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rules/$',
  component: rulesComponent,
  validateSearch: (search: Record<string, unknown>): { line?: number } =>
    typeof search['line'] === 'number' && search['line'] > 0 ? { line: search['line'] } : {},
});

const sources = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  component: lazyRouteComponent(importSources, 'SourcesPage'),
  validateSearch: (search: Record<string, unknown>): { add?: true } =>
    search['add'] === true ? { add: true } : {},
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([overview, customers, customer, rules, rule, sources]),
  defaultErrorComponent: RouteError,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Fetches the other pages' code once there is time, so that a server that goes away takes no page along. */
export function fetchPages(): void {
  const fetchAll = () => void Promise.allSettled([importRules(), importSources()]);
  if ('requestIdleCallback' in window) requestIdleCallback(fetchAll, { timeout: 5_000 });
  else setTimeout(fetchAll, 2_000);
}

/** A search parameter kept as text; ids that look like numbers are turned back into it. */
function textOf<Name extends string>(
  search: Record<string, unknown>,
  name: Name,
): { [Key in Name]?: string } {
  const value = search[name];
  const isText = (typeof value === 'string' && value !== '') || typeof value === 'number';
  return (isText ? { [name]: String(value) } : {}) as { [Key in Name]?: string };
}
