import { Releases, ReleasesQuery } from '../schemas/releases.ts';
import { listReleases } from '../services/release-list.ts';
import type { Services } from '../services/index.ts';
import type { App } from '../type-provider.ts';

export function releaseRoutes(app: App, { context }: Services): void {
  app.get(
    '/releases/',
    {
      schema: {
        tags: ['Rules'],
        summary: 'Releases, the newest first, and how far customers are taken over to the live one',
        querystring: ReleasesQuery,
        response: { 200: Releases },
      },
    },
    ({ query }) => listReleases(context, query),
  );
}
