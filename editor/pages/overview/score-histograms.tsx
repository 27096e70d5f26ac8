import type { Stats } from '../../api/types.ts';
import { Histogram } from '../../charts/histogram.tsx';
import { orderScores, scoreColour } from '../../charts/scores.ts';
import { Card } from '../../components/card.tsx';
import styles from './overview.module.css';

export function ScoreHistograms({ histograms }: Pick<Stats, 'histograms'>) {
  return (
    <Card
      title="Behaviour scores"
      note="Customers by score, 0 to 100, as of each customer's last event or day close."
    >
      <div className={styles.histograms}>
        {orderScores(Object.keys(histograms)).map(id => {
          const histogram = histograms[id];
          return histogram && <Histogram key={id} histogram={histogram} colour={scoreColour(id)} />;
        })}
      </div>
    </Card>
  );
}
