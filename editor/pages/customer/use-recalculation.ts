import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Customer, Recalculation } from '../../api/customer-types.ts';
import { queries } from '../../api/queries.ts';
import { toastError } from '../../components/toasts.tsx';
import { scoreDifferences } from './score-differences.ts';
import type { ScoreDifference } from './score-differences.ts';

export interface RecalculationVerdict {
  readonly equal: boolean;
  readonly differences: readonly ScoreDifference[];
  readonly at: string;
}

export type RecalculationMutation = UseMutationResult<RecalculationVerdict, Error, void>;

/** Folds the stored events again on the server, and compares the outcome with what was kept live. */
export function useRecalculation(id: string): RecalculationMutation {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const live = await client.fetchQuery({ ...queries.customer(id), staleTime: 0 });
      const answer = await api.post<Recalculation>(
        `behavior-scores/${encodeURIComponent(id)}/recalculate/`,
        {},
      );
      return verdict(live, answer);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['customer', id] }),
    onError: error => toastError('Could not recalculate', error),
  });
}

function verdict(live: Customer, answer: Recalculation): RecalculationVerdict {
  const differences = scoreDifferences(live.scores, answer.breakdown);
  return { equal: !answer.differs, differences, at: answer.calculated_at };
}
