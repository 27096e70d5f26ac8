import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import type { Customer } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Page } from '../../components/page.tsx';
import { ErrorState, Notice, Skeleton, errorText } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { BadgesPanel } from './badges-panel.tsx';
import { CustomerSummary } from './customer-summary.tsx';
import { ExplanationDialog } from './explanation-dialog.tsx';
import { MissionsPanel } from './missions-panel.tsx';
import { PointsPanel } from './points/points-panel.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { RecalculationNotice } from './recalculation-notice.tsx';
import { ScoresPanel } from './scores-panel.tsx';
import { SendEventDialog } from './send-event/send-event-dialog.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useRecalculation } from './use-recalculation.ts';
import { useCustomerRefresh } from './use-customer-refresh.ts';
import styles from './customer.module.css';

const route = getRouteApi('/customers/$customerId');

/** Everything known about one customer, why it is so, and what can be done. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  return <OneCustomer key={customerId} id={customerId} />;
}

function OneCustomer({ id }: { readonly id: string }) {
  const customer = useQuery(queries.customer(id));
  const recalculation = useRecalculation(id);
  const [sending, setSending] = useState(false);
  const [explained, setExplained] = useState<string>();
  useCustomerRefresh(id);
  const { data } = customer;
  return (
    <Page
      title={id}
      crumb={<Crumb />}
      note={data && <Provenance customer={data} />}
      actions={
        data && (
          <>
            <Button icon="refresh" busy={recalculation.isPending} onClick={() => recalculation.mutate()}>
              Recalculate
            </Button>
            <Button look="primary" icon="send" onClick={() => setSending(true)}>
              Send an event
            </Button>
          </>
        )
      }
    >
      {customer.isPending && <Skeleton heights={[72, 300, 320]} />}
      {customer.error && !data && <Missing error={customer.error} onRetry={() => void customer.refetch()} />}
      {customer.error && data && (
        <Notice look="bad" actions={<Button onClick={() => void customer.refetch()}>Retry</Button>}>
          {errorText(customer.error)} Shown as of <Time at={data.as_of} />.
        </Notice>
      )}
      <RecalculationNotice recalculation={recalculation} />
      {data && <Panels customer={data} onExplain={setExplained} />}
      {data && (
        <SendEventDialog
          open={sending}
          onClose={() => setSending(false)}
          customerId={id}
          scoresBefore={Object.fromEntries(
            Object.entries(data.scores).map(([name, { score }]) => [name, score]),
          )}
        />
      )}
      <ExplanationDialog customerId={id} rule={explained} onClose={() => setExplained(undefined)} />
    </Page>
  );
}

interface PanelsProps {
  readonly customer: Customer;
  readonly onExplain: (rule: string) => void;
}

function Panels({ customer, onExplain }: PanelsProps) {
  return (
    <>
      <CustomerSummary customer={customer} />
      <ScoresPanel customer={customer} onExplain={onExplain} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <MissionsPanel customer={customer} onExplain={onExplain} />
          <BadgesPanel badges={customer.badges} onExplain={onExplain} />
        </div>
        <div className={styles.column}>
          <PointsPanel customer={customer} />
          <TimelinePanel customerId={customer.customer_id} />
          <ProfilePanel profile={customer.profile} />
        </div>
      </div>
    </>
  );
}

function Crumb() {
  return (
    <Link to="/customers" className={styles.crumb}>
      <Icon name="back" size={14} />
      Customers
    </Link>
  );
}

function Provenance({ customer }: { readonly customer: Customer }) {
  return (
    <>
      As of <Time at={customer.as_of} />
      {customer.first_seen && (
        <>
          {' '}
          · known since <Time at={customer.first_seen} style="date" />
        </>
      )}{' '}
      · {customer.zone} · release {customer.release}
    </>
  );
}

function Missing({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const unknown = error instanceof ApiError && error.status === 404;
  return (
    <ErrorState
      error={error}
      onRetry={unknown ? undefined : onRetry}
      actions={
        <Link to="/customers" className={buttonClass()}>
          Find another customer
        </Link>
      }
    />
  );
}
