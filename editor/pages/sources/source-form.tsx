import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import type { DataSource, DataSourceBody } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { CheckField, CodeField, SelectField, TextField } from '../../components/field.tsx';
import { wordsOf } from '../../components/format.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { toast } from '../../components/toasts.tsx';
import { ConnectionFields } from './connection-fields.tsx';
import { DeleteSource } from './delete-source.tsx';
import { EXAMPLE_DRAFT, FREQUENCIES, SOURCE_TYPES, bodyOf, draftOf } from './source-draft.ts';
import type { DraftProblem, SourceDraft } from './source-draft.ts';
import styles from './sources.module.css';

interface SourceFormProps {
  /** Left out: a new one. */
  readonly source?: DataSource;
  readonly onClose: () => void;
}

export function SourceForm({ source, onClose }: SourceFormProps) {
  const [draft, setDraft] = useState<SourceDraft>(source ? draftOf(source) : EXAMPLE_DRAFT);
  const [problem, setProblem] = useState<DraftProblem>();
  const save = useSave(source, onClose);
  const change = (part: Partial<SourceDraft>) => setDraft({ ...draft, ...part });
  const errorOf = (field: DraftProblem['field']) => (problem?.field === field ? problem.message : undefined);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const outcome = bodyOf(draft);
    setProblem('problem' in outcome ? outcome.problem : undefined);
    if ('body' in outcome) save.mutate(outcome.body);
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.pair}>
        <SelectField label="Type" value={draft.type} onChange={event => change({ type: event.target.value })}>
          {SOURCE_TYPES.map(type => (
            <option key={type}>{type}</option>
          ))}
        </SelectField>
        <SelectField
          label="Frequency"
          value={draft.frequency}
          onChange={event => change({ frequency: event.target.value })}
        >
          {FREQUENCIES.map(frequency => (
            <option key={frequency} value={frequency}>
              {wordsOf(frequency)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField
        label="Name"
        value={draft.name}
        error={errorOf('name')}
        hint={source && 'Duplicates are told by the first name, so a new one changes nothing there.'}
        onChange={event => change({ name: event.target.value })}
      />
      <ConnectionFields
        rows={draft.connection}
        error={errorOf('connection')}
        onChange={connection => change({ connection })}
      />
      <CodeField
        label="Event mapping"
        unit="JSON or YAML"
        rows={10}
        value={draft.mapping}
        error={errorOf('mapping')}
        hint="On the left what Cairn needs, on the right the field of your record, or an expression over its fields."
        onChange={event => change({ mapping: event.target.value })}
      />
      <CheckField
        label="Active"
        checked={draft.active}
        hint="Records are taken in from now on."
        onChange={event => change({ active: event.target.checked })}
      />
      {save.error && <ProblemNotice error={save.error} />}
      <div className={styles.buttons}>
        {source && <DeleteSource source={source} onDeleted={onClose} />}
        <span className={styles.gap} />
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={save.isPending}>
          {source ? 'Save' : 'Add source'}
        </Button>
      </div>
    </form>
  );
}

function useSave(source: DataSource | undefined, onClose: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DataSourceBody) =>
      source
        ? api.put<DataSource>(`data-sources/${encodeURIComponent(source.id)}/`, body)
        : api.post<DataSource>('data-sources/', body),
    onSuccess: async saved => {
      toast(source ? `${saved.source_name} saved` : `${saved.source_name} added`);
      onClose();
      await client.invalidateQueries({ queryKey: ['sources'] });
    },
  });
}
