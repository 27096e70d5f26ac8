import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries.ts';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { Time } from '../../components/time.tsx';
import { isRunning, progressText, rewardText, statusOf } from './mission-words.ts';

export function PastMissions({ customerId }: { readonly customerId: string }) {
  const missions = useQuery(queries.missionHistory(customerId));
  if (missions.isPending) return <Skeleton heights={[32, 32, 32]} />;
  if (missions.error) return <ErrorState error={missions.error} onRetry={() => void missions.refetch()} />;
  const past = missions.data.results
    .filter(mission => !isRunning(mission.status))
    .sort((left, right) => right.ends_at.localeCompare(left.ends_at));
  if (past.length === 0) {
    return <EmptyState icon="target" title="No mission has ended yet" />;
  }
  return (
    <Table
      caption="Past missions"
      middle
      rows={past}
      rowKey={mission => mission.id}
      columns={[
        { name: 'Mission', cell: mission => mission.name },
        { name: 'Level', cell: mission => mission.level.toUpperCase() },
        {
          name: 'Outcome',
          cell: mission => <Tag tone={statusOf(mission.status).tone}>{statusOf(mission.status).word}</Tag>,
        },
        { name: 'Reached', number: true, cell: progressText },
        { name: 'Reward', cell: mission => rewardText(mission.reward_config) },
        { name: 'Ended', number: true, cell: mission => <Time at={mission.ends_at} style="date" /> },
      ]}
    />
  );
}
