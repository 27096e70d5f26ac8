import { getRouteApi } from '@tanstack/react-router';
import { Tabs } from 'radix-ui';
import type { Customer, ScoreBreakdown } from '../../api/customer-types.ts';
import { orderScores, scoreColour, scoreTone, scoreWord } from '../../charts/scores.ts';
import { StackedBar, shade } from '../../charts/stacked-bar.tsx';
import { Card } from '../../components/card.tsx';
import { wordsOf } from '../../components/format.ts';
import { Tag } from '../../components/tag.tsx';
import { ScoreBreakdownTable } from './score-breakdown.tsx';
import { contributionFinding, termsBySize } from './score-terms.ts';
import styles from './scores.module.css';

const route = getRouteApi('/customers/$customerId');

interface ScoresPanelProps {
  readonly customer: Customer;
  readonly onExplain: (rule: string) => void;
}

/** The five scores side by side; choosing one shows what it is made of. */
export function ScoresPanel({ customer, onExplain }: ScoresPanelProps) {
  const { score } = route.useSearch();
  const navigate = route.useNavigate();
  const ids = orderScores(Object.keys(customer.scores));
  const chosen = score !== undefined && ids.includes(score) ? score : ids[0];
  if (chosen === undefined) return null;
  return (
    <Card title="Scores" note="Each is the weighted sum of its terms; choose one to see them.">
      <Tabs.Root
        value={chosen}
        onValueChange={next => void navigate({ search: { score: next }, replace: true, resetScroll: false })}
      >
        <Tabs.List className={styles.tabs} aria-label="Scores">
          {ids.map(id => {
            const breakdown = customer.scores[id];
            return breakdown && <ScoreTab key={id} id={id} breakdown={breakdown} {...nameOf(customer, id)} />;
          })}
        </Tabs.List>
        {ids.map(id => {
          const breakdown = customer.scores[id];
          return (
            breakdown && (
              <Tabs.Content key={id} value={id} className={styles.content}>
                <ScoreBreakdownTable
                  id={id}
                  name={nameOf(customer, id).name}
                  breakdown={breakdown}
                  onExplain={() => onExplain(`score.${id}`)}
                />
              </Tabs.Content>
            )
          );
        })}
      </Tabs.Root>
    </Card>
  );
}

interface ScoreTabProps {
  readonly id: string;
  readonly name: string;
  readonly highIsBad: boolean;
  readonly breakdown: ScoreBreakdown;
}

function ScoreTab({ id, name, highIsBad, breakdown }: ScoreTabProps) {
  const terms = termsBySize(breakdown);
  return (
    <Tabs.Trigger value={id} className={styles.tab}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>
        <span className={styles.number}>{Math.round(breakdown.score)}</span>
        <Tag tone={scoreTone(breakdown.score, highIsBad)}>{scoreWord(breakdown.score)}</Tag>
      </span>
      <StackedBar
        full={100}
        label={contributionFinding(breakdown)}
        parts={terms.map((term, index) => ({
          id: term.name,
          label: `${term.label}: ${term.contribution.toFixed(1)}`,
          size: term.contribution,
          colour: shade(scoreColour(id), index, terms.length),
        }))}
      />
    </Tabs.Trigger>
  );
}

function nameOf(customer: Customer, id: string): { readonly name: string; readonly highIsBad: boolean } {
  const known = customer.score_names[id];
  return { name: known?.name ?? wordsOf(id), highIsBad: known?.high_is_bad ?? id === 'risk' };
}
