import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../api/queries.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorState, Skeleton } from '../../../components/states.tsx';
import { SendEventForm } from './send-event-form.tsx';

interface SendEventDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Left out: the first event of a new customer, whose id the form asks for. */
  readonly customerId?: string;
  readonly scoresBefore?: Readonly<Record<string, number>> | undefined;
}

export function SendEventDialog({ open, onClose, customerId, scoresBefore }: SendEventDialogProps) {
  const types = useQuery({ ...queries.eventTypes(), enabled: open });
  const sources = useQuery({ ...queries.sources(), enabled: open });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      look="wide-drawer"
      title={customerId ? 'Send an event' : 'New customer'}
      note={
        customerId
          ? `It happens to ${customerId} now, and the rules answer at once.`
          : 'A customer begins with the first event, for example an activated SIM.'
      }
    >
      {types.error && <ErrorState error={types.error} onRetry={() => void types.refetch()} />}
      {types.isPending && <Skeleton heights={[52, 52, 52]} />}
      {types.data && (
        <SendEventForm
          types={types.data.results}
          sources={sources.data?.results ?? []}
          customerId={customerId}
          scoresBefore={scoresBefore}
          onLeave={onClose}
        />
      )}
    </Dialog>
  );
}
