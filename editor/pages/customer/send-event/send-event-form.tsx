import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { api } from '../../../api/client.ts';
import type { DataSource, EventType, NormalizeAnswer } from '../../../api/types.ts';
import { Button } from '../../../components/button.tsx';
import { SelectField, TextField } from '../../../components/field.tsx';
import { wordsOf } from '../../../components/format.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import { draftErrors, recordOf, startValues, typesBySource } from './event-draft.ts';
import type { FieldValues } from './event-draft.ts';
import { SendResult } from './send-result.tsx';
import styles from './send-event.module.css';

interface SendEventFormProps {
  readonly types: readonly EventType[];
  readonly sources: readonly DataSource[];
  readonly customerId: string | undefined;
  readonly scoresBefore: Readonly<Record<string, number>> | undefined;
  readonly onLeave: () => void;
}

export function SendEventForm({ types, sources, customerId, scoresBefore, onLeave }: SendEventFormProps) {
  const groups = typesBySource(types);
  const first = preferredType(groups, customerId !== undefined);
  const [typeId, setTypeId] = useState(first?.id ?? '');
  const [id, setId] = useState(customerId ?? '');
  const [value, setValue] = useState('');
  const [attributes, setAttributes] = useState<FieldValues>(first ? startValues(first) : {});
  const [sourceName, setSourceName] = useState('');
  const [touched, setTouched] = useState(false);
  const [before, setBefore] = useState(scoresBefore);
  const client = useQueryClient();

  const type = types.find(candidate => candidate.id === typeId);
  const draft = type && { customerId: id, type, value, attributes };
  const errors = draft ? draftErrors(draft) : {};
  const shown = touched ? errors : {};
  const sourceType = type?.source_types[0] ?? '';
  const candidates = sources.filter(source => source.source_type === sourceType && source.is_active);

  const send = useMutation({
    mutationFn: (event: Record<string, string | number | boolean>) =>
      api.post<NormalizeAnswer>('customer-events/normalize/', {
        source_type: sourceType,
        ...(candidates.length > 1 ? { source_name: sourceName || candidates[0]?.source_name } : {}),
        event,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['customer', id.trim()] });
      await client.invalidateQueries({ queryKey: ['customers'] });
      await client.invalidateQueries({ queryKey: ['stats'] });
    },
  });

  function choose(next: string) {
    const chosen = types.find(candidate => candidate.id === next);
    setTypeId(next);
    setValue('');
    setTouched(false);
    setAttributes(chosen ? startValues(chosen) : {});
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setTouched(true);
    if (!draft || Object.keys(errors).length > 0) return;
    setBefore(send.data?.scores ?? scoresBefore);
    send.mutate(recordOf(draft, new Date()));
  }

  return (
    <div className={styles.columns}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {customerId === undefined && (
          <TextField
            label="Customer id"
            value={id}
            maxLength={128}
            error={shown['customer_id']}
            hint="Any text that your systems know the customer by."
            onChange={event => setId(event.target.value)}
          />
        )}
        <SelectField label="What happened" value={typeId} onChange={event => choose(event.target.value)}>
          {groups.map(([source, members]) => (
            <optgroup key={source} label={sourceLabel(source)}>
              {members.map(member => (
                <option key={member.id} value={member.id}>
                  {member.name} ({member.id})
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
        {candidates.length > 1 && (
          <SelectField
            label="Source"
            value={sourceName || candidates[0]?.source_name}
            onChange={event => setSourceName(event.target.value)}
          >
            {candidates.map(source => (
              <option key={source.id}>{source.source_name}</option>
            ))}
          </SelectField>
        )}
        {type && (
          <AttributeFields
            type={type}
            value={value}
            attributes={attributes}
            errors={shown}
            onValue={setValue}
            onAttribute={(name, next) => setAttributes({ ...attributes, [name]: next })}
          />
        )}
        <Button look="primary" type="submit" icon="send" busy={send.isPending}>
          Send event
        </Button>
      </form>
      <div className={styles.answer} aria-live="polite">
        {send.error && <ProblemNotice error={send.error} />}
        {send.data && !send.error && (
          <SendResult answer={send.data} before={before} link={customerId === undefined} onLeave={onLeave} />
        )}
        {!send.data && !send.error && (
          <p className={styles.waiting}>What the rules make of it will stand here, in sentences.</p>
        )}
      </div>
    </div>
  );
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  cdr: 'Call records',
  billing: 'Billing and recharge',
  app: 'App, web and USSD',
  crm: 'CRM and care',
  network: 'Network',
  dwh: 'Data warehouse',
  xiva: 'Partners (Xiva)',
  ml: 'ML models',
};

const sourceLabel = (source: string): string => SOURCE_NAMES[source] ?? wordsOf(source);

/** What people try first: a recharge for somebody known, an activated SIM for somebody new. */
function preferredType(
  groups: readonly (readonly [string, readonly EventType[]])[],
  known: boolean,
): EventType | undefined {
  const all = groups.flatMap(([, members]) => members);
  return all.find(type => type.id === (known ? 'recharge.completed' : 'sim.activated')) ?? all[0];
}
