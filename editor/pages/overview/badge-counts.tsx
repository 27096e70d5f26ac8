import type { Stats } from '../../api/types.ts';
import { Card } from '../../components/card.tsx';
import { counted, formatCount, wordsOf } from '../../components/format.ts';
import { Table } from '../../components/table.tsx';
import { BADGE_LEVELS, BadgePip } from '../../components/badge-pips.tsx';

interface BadgeCountsProps extends Pick<Stats, 'badges'> {
  readonly customers: number;
}

/** How many customers hold which badge at which level. */
export function BadgeCounts({ badges, customers }: BadgeCountsProps) {
  const types = [...new Set(badges.map(badge => badge.badge_type))];
  const awarded = (type: string, level: string) =>
    badges.find(badge => badge.badge_type === type && badge.level === level)?.awarded ?? 0;
  return (
    <Card title="Badges" note={`Holders among ${counted(customers, 'customer')}, by level.`}>
      <Table
        caption="Badges by level"
        middle
        rows={types}
        rowKey={type => type}
        columns={[
          { name: 'Badge', cell: wordsOf },
          ...BADGE_LEVELS.map(level => ({
            name: wordsOf(level),
            header: (
              <>
                <BadgePip level={level} /> {wordsOf(level)}
              </>
            ),
            number: true,
            cell: (type: string) => formatCount(awarded(type, level)),
          })),
        ]}
      />
    </Card>
  );
}
