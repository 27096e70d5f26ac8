import type { Diagnostic, RuleFile } from '../../api/types.ts';
import type { LanguageClient } from '../../rule-language/client.ts';
import type { DocumentSummary } from '../../rule-language/protocol.ts';
import type { RuleDrafts } from './rule-drafts.ts';

export interface OpenFile {
  readonly file: string;
  /** As it stands in the editor. */
  readonly text: string;
  /** As the server had it when editing began, and that version's tag. */
  readonly saved: string;
  readonly etag: string;
  /** Somebody else saved another text meanwhile. */
  readonly conflict: boolean;
}

export interface WorkspaceState {
  readonly files: ReadonlyMap<string, OpenFile>;
  /** Undefined until the first check has come back. */
  readonly diagnostics: readonly Diagnostic[] | undefined;
  readonly documents: readonly DocumentSummary[];
  /** Why the language could not run at all. */
  readonly failure: string | undefined;
}

export interface RuleWorkspace {
  getState(): WorkspaceState;
  subscribe(listener: () => void): () => void;
  /** Takes over what the server has, without touching what is being edited. */
  load(files: readonly RuleFile[]): void;
  edit(file: string, text: string): void;
  markSaved(file: string, text: string, etag: string): void;
  markConflict(file: string): void;
  /** Takes the server's text in place of one's own. */
  replace(file: RuleFile): void;
}

export const isDirty = (open: OpenFile): boolean => open.text !== open.saved;

export const unsavedOf = ({ files }: WorkspaceState): OpenFile[] => [...files.values()].filter(isDirty);

/** The texts being edited, their problems, and what of them is not saved yet. */
export function createRuleWorkspace(client: LanguageClient, drafts: RuleDrafts): RuleWorkspace {
  let state: WorkspaceState = { files: new Map(), diagnostics: undefined, documents: [], failure: undefined };
  const listeners = new Set<() => void>();

  function change(next: Partial<WorkspaceState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function put(open: OpenFile): void {
    const before = state.files.get(open.file);
    if (isDirty(open)) drafts.write(open.file, { text: open.text, etag: open.etag });
    else drafts.remove(open.file);
    change({ files: new Map(state.files).set(open.file, open) });
    if (before?.text !== open.text) client.change(open.file, open.text);
  }

  client.onChecked(({ diagnostics, documents }) => change({ diagnostics, documents, failure: undefined }));
  client.onFailed(failure => change({ failure }));

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    load(files) {
      const opened = files.map(file => merged(file, state.files.get(file.file) ?? fromDraft(file, drafts)));
      if (opened.length === state.files.size && opened.every(open => state.files.get(open.file) === open))
        return;
      change({ files: new Map(opened.map(open => [open.file, open])) });
      client.open(opened.map(({ file, text }) => ({ path: file, text })));
    },
    edit(file, text) {
      const open = state.files.get(file);
      if (open && open.text !== text) put({ ...open, text });
    },
    markSaved(file, text, etag) {
      const open = state.files.get(file);
      // What was typed while the request was on its way stays as a new draft.
      if (open) put({ ...open, saved: text, etag, conflict: false });
    },
    markConflict(file) {
      const open = state.files.get(file);
      if (open) put({ ...open, conflict: true });
    },
    replace({ file, text, etag }) {
      put({ file, text, saved: text, etag, conflict: false });
    },
  };
}

/** The same object where nothing changed. */
function merged(server: RuleFile, open: OpenFile | undefined): OpenFile {
  const fresh: OpenFile = {
    file: server.file,
    text: server.text,
    saved: server.text,
    etag: server.etag,
    conflict: false,
  };
  if (!open) return fresh;
  if (open.etag === server.etag) return open;
  return isDirty(open) && open.text !== server.text ? { ...open, conflict: true } : fresh;
}

function fromDraft(server: RuleFile, drafts: RuleDrafts): OpenFile | undefined {
  const draft = drafts.read(server.file);
  if (!draft || draft.text === server.text) return undefined;
  const saved = draft.etag === server.etag ? server.text : '';
  return { file: server.file, text: draft.text, saved, etag: draft.etag, conflict: false };
}
