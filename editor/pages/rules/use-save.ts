import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ApiError } from '../../api/client.ts';
import type { Diagnostic, RuleFile, SavedRuleFile } from '../../api/types.ts';
import { toast, toastError } from '../../components/toasts.tsx';
import { isDirty } from './rule-workspace.ts';
import type { OpenFile, RuleWorkspace } from './rule-workspace.ts';

export const filePath = (file: string): string =>
  `rules/files/${file.split('/').map(encodeURIComponent).join('/')}`;

interface SaveResult {
  readonly save: (open: OpenFile) => void;
  readonly saving: boolean;
  /** What the server found wrong in the text that it refused. */
  readonly refused: readonly Diagnostic[];
  /** Takes the server's text, and lets one's own go. */
  readonly takeTheirs: (file: string) => void;
  /** Puts one's own text over the server's. */
  readonly keepMine: (open: OpenFile) => void;
}

export function useSave(workspace: RuleWorkspace): SaveResult {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: ({ file, text, etag }: { file: string; text: string; etag: string }) =>
      api.put<SavedRuleFile>(filePath(file), { text }, { headers: { 'if-match': etag } }),
    onSuccess: async (saved, { file, text }) => {
      workspace.markSaved(file, text, saved.etag);
      toast(
        `${file} is saved`,
        saved.published ? `Release ${saved.release} is live.` : 'It is kept as a draft.',
      );
      await client.invalidateQueries({ queryKey: ['rules'] });
      await client.invalidateQueries({ queryKey: ['stats'] });
    },
    onError: (error, { file }) => {
      if (error instanceof ApiError && error.status === 412) return workspace.markConflict(file);
      toastError(`${file} is not saved`, error);
    },
  });
  const read = (file: string) => api.get<RuleFile>(filePath(file));

  return {
    save: open => {
      if (isDirty(open) && !save.isPending) save.mutate(open);
    },
    saving: save.isPending,
    refused: save.error instanceof ApiError ? (save.error.problem.diagnostics ?? []) : [],
    takeTheirs: file => {
      read(file).then(workspace.replace, (error: unknown) =>
        toastError('Could not load the other text', error),
      );
    },
    keepMine: open => {
      read(open.file).then(
        ({ etag }) => save.mutate({ ...open, etag }),
        (error: unknown) => toastError('Could not save over the other text', error),
      );
    },
  };
}
