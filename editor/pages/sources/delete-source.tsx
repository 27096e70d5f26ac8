import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { DataSource } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { toast, toastError } from '../../components/toasts.tsx';

interface DeleteSourceProps {
  readonly source: DataSource;
  readonly onDeleted: () => void;
}

/** Two clicks on the same spot: the first arms, the second deletes. */
export function DeleteSource({ source, onDeleted }: DeleteSourceProps) {
  const [armed, setArmed] = useState(false);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.delete(`data-sources/${encodeURIComponent(source.id)}/`),
    onSuccess: async () => {
      toast(`${source.source_name} deleted`, 'Its events stay.');
      onDeleted();
      await client.invalidateQueries({ queryKey: ['sources'] });
    },
    onError: error => toastError('Could not delete the source', error),
  });
  return (
    <Button
      look="danger"
      busy={remove.isPending}
      onBlur={() => setArmed(false)}
      onClick={() => (armed ? remove.mutate() : setArmed(true))}
    >
      {armed ? 'Really delete?' : 'Delete'}
    </Button>
  );
}
