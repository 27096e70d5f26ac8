import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import type { DataSource, NormalisedEvent, SourceTest } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { CodeField } from '../../components/field.tsx';
import { counted, formatQuantity, wordsOf } from '../../components/format.ts';
import { FieldErrors, ProblemNotice } from '../../components/problem-notice.tsx';
import { Notice } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { sampleRecord } from './source-draft.ts';
import styles from './sources.module.css';

/** One raw record in, what the mapping makes of it out. */
export function SourceTestForm({ source }: { readonly source: DataSource }) {
  const [text, setText] = useState(() => sampleRecord(source.source_type, new Date()));
  const [unreadable, setUnreadable] = useState<string>();
  const test = useMutation({
    mutationFn: (event: unknown) =>
      api.post<SourceTest>(`data-sources/${encodeURIComponent(source.id)}/test/`, { event }),
  });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    try {
      test.mutate(JSON.parse(text));
      setUnreadable(undefined);
    } catch (error) {
      setUnreadable(`This is no JSON: ${error instanceof Error ? error.message : ''}`);
    }
  }

  return (
    <div className={styles.test}>
      <form className={styles.form} onSubmit={submit}>
        <CodeField
          label="Record"
          unit="JSON"
          rows={14}
          value={text}
          error={unreadable}
          onChange={event => setText(event.target.value)}
        />
        <div>
          <Button look="primary" type="submit" icon="play" busy={test.isPending}>
            Test the mapping
          </Button>
        </div>
      </form>
      <div className={styles.outcome} aria-live="polite">
        {test.error && <ProblemNotice error={test.error} />}
        {test.data && <Outcome answer={test.data} />}
        {!test.data && !test.error && <p className={styles.muted}>The normalised events will stand here.</p>}
      </div>
    </div>
  );
}

function Outcome({ answer }: { readonly answer: SourceTest }) {
  if (!answer.ok) {
    return (
      <Notice look="bad">
        This record cannot be mapped.
        <FieldErrors errors={answer.errors} />
      </Notice>
    );
  }
  return (
    <div className={styles.form}>
      <Notice look="good">Mapped to {counted(answer.events.length, 'event')}.</Notice>
      {answer.events.map(event => (
        <EventFacts key={event.event_id} event={event} />
      ))}
    </div>
  );
}

function EventFacts({ event }: { readonly event: NormalisedEvent }) {
  return (
    <section>
      <h3>{event.event_type}</h3>
      <dl className={styles.facts}>
        <Fact name="Customer">{event.customer_id}</Fact>
        <Fact name="Happened">
          <Time at={event.occurred_at} />
        </Fact>
        {event.value !== undefined && (
          <Fact name="Value">{formatQuantity(event.value, event.unit ?? '')}</Fact>
        )}
        {Object.entries(event.attributes).map(([name, value]) => (
          <Fact key={name} name={wordsOf(name)}>
            {typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)}
          </Fact>
        ))}
        {event.reversal_of && <Fact name="Reverses">{event.reversal_of}</Fact>}
        <Fact name="Event id">
          <code>{event.event_id}</code>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
