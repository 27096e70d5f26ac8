import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { queries } from '../../api/queries.ts';
import type { ServerSentEvent } from '../../api/server-sent-events.ts';
import { useStream } from '../../api/stream.ts';
import type { LiveEffects } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { EffectLines } from '../../components/effect-lines.tsx';
import { EmptyState } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import styles from './overview.module.css';

const KEPT = 40;
const REFRESH_MS = 5_000;
const STATES = { connecting: 'Connecting', live: 'Live', lost: 'Connection lost, trying again' } as const;

interface Item extends LiveEffects {
  readonly key: number;
}

/** What the rules are doing to whom, as it happens. */
export function LiveFeed() {
  const [items, setItems] = useState<readonly Item[]>([]);
  const nextKey = useRef(0);
  const refreshStats = useSlowRefresh();
  const state = useStream(event => {
    if (event.event === 'stats') refreshStats();
    if (event.event !== 'effects') return;
    const effects = readEffects(event);
    if (!effects || effects.effects.length === 0) return;
    refreshStats();
    const item = { ...effects, key: nextKey.current++ };
    setItems(before => [item, ...before].slice(0, KEPT));
  });
  return (
    <Card
      title="Happening now"
      note={
        <span role="status">
          <span className={styles.dot} data-state={state} aria-hidden="true" />
          {STATES[state]}
        </span>
      }
    >
      {items.length === 0 ? (
        <EmptyState icon="live" title="Waiting for the next event">
          Each step shows up here: what came in, and the missions, badges, points and tiers that followed.
        </EmptyState>
      ) : (
        <ol className={styles.feed} tabIndex={0} aria-label="Recent effects">
          {items.map(item => (
            <li key={item.key} className={styles.item}>
              <div className={styles.itemHead}>
                <Link to="/customers/$customerId" params={{ customerId: item.customer_id }}>
                  {item.customer_id}
                </Link>
                <span>
                  {item.title} · <Time at={item.at} style="time" />
                </span>
              </div>
              <EffectLines effects={item.effects} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function readEffects(event: ServerSentEvent): LiveEffects | undefined {
  try {
    return JSON.parse(event.data) as LiveEffects;
  } catch {
    return undefined;
  }
}

/** Asks for the figures anew, at most once in five seconds however much is happening. */
function useSlowRefresh(): () => void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: queries.stats().queryKey });
    }, REFRESH_MS);
  };
}
