import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ApiError } from '../../api/client.ts';
import type { Diagnostic, RuleFile, SavedRuleFiles } from '../../api/types.ts';
import { counted } from '../../components/format.ts';
import { toast, toastError } from '../../components/toasts.tsx';
import { isDirty } from './rule-workspace.ts';
import type { OpenFile, RuleWorkspace } from './rule-workspace.ts';

const filePath = (file: string): string => `rules/files/${file.split('/').map(encodeURIComponent).join('/')}`;

export interface Saving {
  /** Saves all of the files that have changes, or none. */
  readonly save: (files: readonly OpenFile[]) => void;
  readonly saving: boolean;
  /** What the server found wrong in the texts that it refused. */
  readonly refused: readonly Diagnostic[];
  /** Goes back to what is saved. */
  readonly discard: (files: readonly OpenFile[]) => void;
  /** Takes the server's text, and lets one's own go. */
  readonly takeTheirs: (file: string) => void;
  /** Puts one's own text over the server's. */
  readonly keepMine: (open: OpenFile) => void;
}

export function useSave(workspace: RuleWorkspace): Saving {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (files: readonly OpenFile[]) =>
      api.post<SavedRuleFiles>('rules/files/', {
        files: files.map(({ file, text, etag }) => ({ file, text, if_match: etag })),
      }),
    onSuccess: async (saved, files) => {
      const etags = new Map(saved.files.map(({ file, etag }) => [file, etag]));
      for (const { file, text, etag } of files) workspace.markSaved(file, text, etags.get(file) ?? etag);
      toast(
        `${namesOf(files)} saved`,
        saved.published ? `Release ${saved.release} is live.` : 'It is kept as a draft.',
      );
      await client.invalidateQueries({ queryKey: ['rules'] });
      await client.invalidateQueries({ queryKey: ['stats'] });
    },
    onError: (error, files) => {
      const conflicts = error instanceof ApiError ? (error.problem.conflicts ?? []) : [];
      for (const { file } of conflicts) workspace.markConflict(file);
      if (conflicts.length === 0 || files.length > 1) toastError(`${namesOf(files)} not saved`, error);
    },
  });
  const read = (file: string) => api.get<RuleFile>(filePath(file));
  function takeTheirs(file: string): void {
    read(file).then(workspace.replace, (error: unknown) =>
      toastError('Could not load the other text', error),
    );
  }

  return {
    save: files => {
      const changed = files.filter(isDirty);
      if (changed.length > 0 && !save.isPending) save.mutate(changed);
    },
    saving: save.isPending,
    refused: save.error instanceof ApiError ? (save.error.problem.diagnostics ?? []) : [],
    discard: files => {
      save.reset();
      for (const open of files) {
        // What is saved now is not the text that editing began from.
        if (open.conflict) takeTheirs(open.file);
        else workspace.edit(open.file, open.saved);
      }
    },
    takeTheirs,
    keepMine: open => {
      read(open.file).then(
        ({ etag }) => save.mutate([{ ...open, etag }]),
        (error: unknown) => toastError('Could not save over the other text', error),
      );
    },
  };
}

/** `missions.yaml is`, `7 files are` */
function namesOf(files: readonly OpenFile[]): string {
  return files.length === 1 ? `${files[0]?.file ?? ''} is` : `${counted(files.length, 'file')} are`;
}
