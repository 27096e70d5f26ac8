import type { ErrorComponentProps } from '@tanstack/react-router';
import { Page } from '../components/page.tsx';
import { ErrorState } from '../components/states.tsx';

/** The last resort where a page itself breaks; the navigation around it stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page failed">
      <ErrorState error={error} onRetry={reset} />
    </Page>
  );
}
