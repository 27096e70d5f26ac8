import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { TimelineItem } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../components/button.tsx';
import type { EventType } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { EffectLines } from '../../components/effect-lines.tsx';
import { Icon } from '../../components/icon.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { formatDay } from '../../components/time-format.ts';
import { Time } from '../../components/time.tsx';
import { eventWords } from './event-words.ts';
import styles from './timeline.module.css';

const ICONS = { event: 'send', command: 'wand', tick: 'clock' } as const;

/** What came in and what followed, newest first, a day at a time. */
export function TimelinePanel({ customerId }: { readonly customerId: string }) {
  const timeline = useInfiniteQuery(queries.timeline(customerId));
  const types = useQuery(queries.eventTypes());
  const items = timeline.data?.pages.flatMap(page => page.results) ?? [];
  return (
    <Card title="Timeline" note="Events and what followed, newest first.">
      {timeline.isPending && <Skeleton heights={[40, 40, 40, 40]} />}
      {timeline.error && items.length === 0 && (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      )}
      {timeline.isSuccess && items.length === 0 && (
        <EmptyState icon="clock" title="Nothing has happened yet" />
      )}
      <ol className={styles.list}>
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {dayOf(item) !== dayOf(items[index - 1]) && <li className={styles.day}>{dayOf(item)}</li>}
            <Entry item={item} types={types.data?.results ?? []} />
          </Fragment>
        ))}
      </ol>
      {timeline.hasNextPage && (
        <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          Load more
        </Button>
      )}
    </Card>
  );
}

interface EntryProps {
  readonly item: TimelineItem;
  readonly types: readonly EventType[];
}

function Entry({ item, types }: EntryProps) {
  const { event } = item;
  const type = types.find(candidate => candidate.id === event?.event_type);
  const detail = event ? `${eventWords(event, type)} · ${event.source_name}` : item.detail;
  return (
    <li className={styles.entry} data-kind={item.kind}>
      <span className={styles.mark}>
        <Icon name={ICONS[item.kind]} size={12} />
      </span>
      <div className={styles.text}>
        <p className={styles.head}>
          <strong>{item.title}</strong>
          <span className={styles.time}>
            <Time at={item.occurred_at ?? item.at} style="time" />
          </span>
        </p>
        {detail && <p className={styles.detail}>{detail}</p>}
        <EffectLines effects={item.effects} />
      </div>
    </li>
  );
}

const dayOf = (item: TimelineItem | undefined): string | undefined =>
  item && formatDay(item.occurred_at ?? item.at);
