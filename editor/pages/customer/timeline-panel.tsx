import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { TimelineItem, TimelineNote } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../components/button.tsx';
import type { EventType } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { EffectLines } from '../../components/effect-lines.tsx';
import { Icon } from '../../components/icon.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { formatDay, formatTime } from '../../components/time-format.ts';
import { Time } from '../../components/time.tsx';
import { eventWords } from './event-words.ts';
import styles from './timeline.module.css';

const ICONS = { event: 'send', command: 'wand', tick: 'clock' } as const;
const NOTE_ICONS = {
  late: 'clock',
  repeated: 'refresh',
  conflict: 'alert',
  reversal: 'undo',
  reversed: 'undo',
} as const;

/**
 * What came in and what followed, newest first, a day at a time. By when it came in, since that is when it had its
 * effects: a late event between the events of its day would seem to have had them before anybody knew of it.
 */
export function TimelinePanel({ customerId }: { readonly customerId: string }) {
  const timeline = useInfiniteQuery(queries.timeline(customerId));
  const types = useQuery(queries.eventTypes());
  const items = timeline.data?.pages.flatMap(page => page.results) ?? [];
  return (
    <Card title="Timeline" note="What came in and what followed, newest first.">
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
  const detail = event
    ? [...happenedAt(item), eventWords(event, type), event.source_name].filter(Boolean).join(' · ')
    : item.detail;
  return (
    <li className={styles.entry} data-kind={item.kind}>
      <span className={styles.mark}>
        <Icon name={ICONS[item.kind]} size={12} />
      </span>
      <div className={styles.text}>
        <p className={styles.head}>
          <strong>{item.title}</strong>
          <span className={styles.time}>
            <Time at={item.at} style="time" />
          </span>
        </p>
        {detail && <p className={styles.detail}>{detail}</p>}
        <Notes notes={item.notes} />
        <EffectLines effects={item.effects} />
      </div>
    </li>
  );
}

/** When it happened, where that is not when it came in; of another day its note says so. */
function happenedAt({ at, occurred_at }: TimelineItem): readonly string[] {
  if (occurred_at === null || formatDay(occurred_at) !== formatDay(at)) return [];
  return Math.abs(Date.parse(at) - Date.parse(occurred_at)) < 60_000 ? [] : [`at ${formatTime(occurred_at)}`];
}

function Notes({ notes }: { readonly notes: readonly TimelineNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map(({ kind, sentence }, index) => (
        <li key={index}>
          <Icon name={NOTE_ICONS[kind]} size={12} />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}

const dayOf = (item: TimelineItem | undefined): string | undefined => item && formatDay(item.at);
