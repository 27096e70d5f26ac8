import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../api/queries.ts';
import type { Stats } from '../../api/types.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Page } from '../../components/page.tsx';
import { EmptyState, ErrorState, Notice, Skeleton, errorText } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { BadgeCounts } from './badge-counts.tsx';
import { Counters } from './counters.tsx';
import { DemoDialog } from './demo-dialog.tsx';
import { DemoProgress } from './demo-progress.tsx';
import { useDemoId } from './demo-id.ts';
import { LiveFeed } from './live-feed.tsx';
import { MissionFunnel } from './mission-funnel.tsx';
import { ScoreHistograms } from './score-histograms.tsx';
import { TierCounts } from './tier-counts.tsx';
import styles from './overview.module.css';

/** The state of the whole base at a glance, and what is happening right now. */
export function OverviewPage() {
  const stats = useQuery(queries.stats());
  const [choosing, setChoosing] = useState(false);
  const [demoId, setDemoId] = useDemoId();
  const loadDemo = (
    <Button
      icon="customers"
      look={stats.data?.customers ? 'secondary' : 'primary'}
      onClick={() => setChoosing(true)}
    >
      Load demo customers
    </Button>
  );
  const addSource = (
    <Link to="/sources" search={{ add: true }} className={buttonClass()}>
      Add a source
    </Link>
  );
  const filled = stats.data && stats.data.customers > 0;
  return (
    <Page
      title="Overview"
      note={stats.data && <Provenance stats={stats.data} />}
      actions={
        filled && (
          <>
            {addSource}
            {loadDemo}
          </>
        )
      }
    >
      {demoId && <DemoProgress id={demoId} onGone={() => setDemoId(null)} />}
      {stats.error && stats.data && (
        <Notice look="bad" actions={<Button onClick={() => void stats.refetch()}>Retry</Button>}>
          {errorText(stats.error)} Shown as of <Time at={stats.data.as_of} />.
        </Notice>
      )}
      {stats.isPending && <Skeleton heights={[84, 240, 360]} />}
      {stats.error && !stats.data && <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.data && !filled && (
        <Card title="Nobody is here yet">
          <EmptyState
            icon="customers"
            title="Bring in customers to see their behaviour"
            actions={
              <>
                {loadDemo}
                {addSource}
              </>
            }
          >
            Demo customers come with months of events, and go through the same mapping, scoring, missions and
            badges as real ones. Or connect a source of your own.
          </EmptyState>
        </Card>
      )}
      {stats.data && filled && <Filled stats={stats.data} />}
      <DemoDialog open={choosing} onClose={() => setChoosing(false)} onStarted={setDemoId} />
    </Page>
  );
}

function Filled({ stats }: { readonly stats: Stats }) {
  return (
    <>
      <Counters stats={stats} />
      <ScoreHistograms histograms={stats.histograms} />
      <div className={styles.columns}>
        <MissionFunnel rows={stats.funnel} />
        <LiveFeed />
      </div>
      <div className={styles.halves}>
        <BadgeCounts badges={stats.badges} customers={stats.customers} />
        <TierCounts stats={stats} />
      </div>
    </>
  );
}

function Provenance({ stats }: { readonly stats: Stats }) {
  return (
    <>
      Release {stats.release} · rules <code title={stats.program}>{stats.program.slice(0, 8)}</code> · as of{' '}
      <Time at={stats.as_of} />
    </>
  );
}
