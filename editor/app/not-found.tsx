import { Link } from '@tanstack/react-router';
import { buttonClass } from '../components/button.tsx';
import { Page } from '../components/page.tsx';
import { EmptyState } from '../components/states.tsx';

export function NotFound() {
  return (
    <Page title="Page not found">
      <EmptyState
        icon="search"
        title="There is no page at this address"
        actions={
          <>
            <Link to="/" className={buttonClass('primary')}>
              Go to the overview
            </Link>
            <Link to="/customers" className={buttonClass()}>
              Find a customer
            </Link>
          </>
        }
      >
        It may have been renamed, or the link was cut short.
      </EmptyState>
    </Page>
  );
}
