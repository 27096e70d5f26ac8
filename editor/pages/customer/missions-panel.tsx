import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { Customer, GenerateAnswer } from '../../api/customer-types.ts';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { counted } from '../../components/format.ts';
import { EmptyState } from '../../components/states.tsx';
import { toast, toastError } from '../../components/toasts.tsx';
import { MissionCard } from './mission-card.tsx';
import { isRunning } from './mission-words.ts';
import { NotGiven } from './not-given.tsx';
import { PastMissions } from './past-missions.tsx';
import styles from './missions.module.css';

type View = 'running' | 'past' | 'not_given';
const VIEWS: readonly { readonly id: View; readonly name: string }[] = [
  { id: 'running', name: 'Running' },
  { id: 'past', name: 'Past' },
  { id: 'not_given', name: 'Not given' },
];

interface MissionsPanelProps {
  readonly customer: Customer;
  readonly onExplain: (rule: string) => void;
}

export function MissionsPanel({ customer, onExplain }: MissionsPanelProps) {
  const [view, setView] = useState<View>('running');
  const generate = useGenerate(customer);
  return (
    <Card
      title="Missions"
      actions={
        <Button icon="wand" busy={generate.isPending} onClick={() => generate.mutate()}>
          Generate missions
        </Button>
      }
    >
      <div className={styles.views} role="group" aria-label="Which missions">
        {VIEWS.map(item => (
          <Button
            key={item.id}
            small
            look={view === item.id ? 'secondary' : 'quiet'}
            aria-pressed={view === item.id}
            onClick={() => setView(item.id)}
          >
            {item.name}
          </Button>
        ))}
      </div>
      {view === 'running' && <Running customer={customer} onExplain={onExplain} />}
      {view === 'past' && <PastMissions customerId={customer.customer_id} />}
      {view === 'not_given' && <NotGiven customerId={customer.customer_id} onExplain={onExplain} />}
    </Card>
  );
}

function Running({ customer, onExplain }: MissionsPanelProps) {
  const running = customer.missions.filter(mission => isRunning(mission.status));
  if (running.length === 0) {
    return (
      <EmptyState icon="target" title="No mission is running">
        Missions are given at each day close. “Generate missions” does it now; “Not given” says what stands in
        the way.
      </EmptyState>
    );
  }
  return (
    <div className={styles.cards}>
      {running.map(mission => (
        <MissionCard
          key={mission.id}
          mission={mission}
          onExplain={() => onExplain(`mission.${mission.template_id}`)}
        />
      ))}
    </div>
  );
}

function useGenerate(customer: Customer) {
  const client = useQueryClient();
  const known = new Set(customer.missions.map(mission => mission.id));
  return useMutation({
    mutationFn: () =>
      api.post<GenerateAnswer>('missions/generate-for-customer/', { customer_id: customer.customer_id }),
    onSuccess: async answer => {
      const fresh = answer.missions.filter(mission => !known.has(mission.id));
      const names = fresh.map(mission => mission.name).join(', ');
      const reasons = `${counted(answer.not_generated.length, 'template')} not given; see why under “Not given”.`;
      toast(
        fresh.length > 0 ? `${counted(fresh.length, 'new mission')}` : 'No new mission',
        names || reasons,
      );
      await client.invalidateQueries({ queryKey: ['customer', customer.customer_id] });
    },
    onError: error => toastError('Could not generate missions', error),
  });
}
