import { Button } from '../../components/button.tsx';
import { formatNumber, wordsOf } from '../../components/format.ts';
import { Notice } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import type { RecalculationMutation } from './use-recalculation.ts';

export function RecalculationNotice({ recalculation }: { readonly recalculation: RecalculationMutation }) {
  const { data } = recalculation;
  if (!data) return null;
  const dismiss = (
    <Button look="quiet" small onClick={() => recalculation.reset()}>
      Dismiss
    </Button>
  );
  if (data.equal) {
    return (
      <Notice look="good" actions={dismiss}>
        Recalculated from the stored events at <Time at={data.at} style="time" />: <strong>equal</strong> to
        what was kept live.
      </Notice>
    );
  }
  return (
    <Notice look="bad" actions={dismiss}>
      Recalculated from the stored events at <Time at={data.at} style="time" />: it <strong>differs</strong>{' '}
      from what was kept live.{' '}
      {data.differences
        .map(item => `${wordsOf(item.name)} ${formatNumber(item.live)} → ${formatNumber(item.recalculated)}`)
        .join(', ')}
    </Notice>
  );
}
