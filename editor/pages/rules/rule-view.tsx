import { Link, useBlocker, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Diagnostic } from '../../api/types.ts';
import { Icon } from '../../components/icon.tsx';
import { useMedia } from '../../components/use-media.ts';
import { toastError } from '../../components/toasts.tsx';
import type { DocumentSummary } from '../../rule-language/protocol.ts';
import { documentAt, documentText } from './document-groups.ts';
import type { RulePlace } from './document-groups.ts';
import { DocumentTree } from './document-tree.tsx';
import { FileBar } from './file-bar.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { EditorActions, EditorTarget } from './rule-editor.tsx';
import { isDirty, unsavedOf } from './rule-workspace.ts';
import type { OpenFile, WorkspaceState } from './rule-workspace.ts';
import { StoriesPanel } from './stories-panel.tsx';
import { SaveNotices } from './save-notices.tsx';
import { UnsavedBar } from './unsaved-bar.tsx';
import { useStories } from './use-stories.ts';
import { useSave } from './use-save.ts';
import type { RuleSession } from './use-workspace.ts';
import styles from './rules.module.css';

interface RuleViewProps {
  readonly session: RuleSession;
  readonly state: WorkspaceState;
  readonly documents: readonly DocumentSummary[];
  readonly address: string;
  readonly place: RulePlace;
  readonly release: number | undefined;
}

/** One file open for editing, at the document that was asked for. */
export function RuleView({ session, state, documents, address, place, release }: RuleViewProps) {
  const navigate = useNavigate();
  const wide = useMedia('(min-width: 768px)');
  const [cursorLine, setCursorLine] = useState(place.line ?? 1);
  const [actions, setActions] = useState<EditorActions>();
  const [target, goTo] = useTarget(address, place);
  const saving = useSave(session.workspace);
  const stories = useStories(state);
  const open = state.files.get(target.file);
  const diagnostics = state.diagnostics ?? [];
  const unsaved = unsavedOf(state);
  useLeaveWarning(state);
  if (!open) return null;

  const tellsStories = documents.some(({ kind, file }) => kind === 'test' && file === open.file);
  const errors = diagnostics.filter(problem => problem.severity === 'error');
  function save() {
    if (!open) return;
    if (errors.some(problem => problem.file === open.file))
      toastError('Not saved', new Error('Mend the errors of this file first; they are listed below.'));
    else saving.save([open]);
  }
  function saveAll() {
    if (errors.length > 0)
      toastError('Not saved', new Error('Mend the errors first; they are listed below.'));
    else saving.save(unsaved);
  }
  function go(problem: Diagnostic) {
    const { line, column } = problem.range.start;
    goToPlace(problem.file, line, column);
  }
  function goToPlace(file: string, line: number, column: number) {
    if (file === target.file) goTo({ file, line, column });
    else void navigate({ to: '/rules/$', params: { _splat: file }, search: { line } });
  }

  return (
    <div className={styles.workspace} data-open="true">
      <DocumentTree
        documents={documents}
        diagnostics={diagnostics}
        files={state.files}
        current={documentAt(documents, open.file, cursorLine)}
      />
      <div className={styles.pane}>
        <Link to="/rules" className={styles.back}>
          <Icon name="back" size={14} /> All rules
        </Link>
        <FileBar
          open={open}
          document={documentAt(documents, open.file, cursorLine)}
          release={release}
          editable={wide}
          saving={saving.saving}
          onSave={save}
          onDiscard={() => saving.discard([open])}
          onFormat={() => void formatText(session, open)}
          onRunStories={tellsStories ? () => stories.start(open.file) : undefined}
        />
        <SaveNotices open={open} unsaved={unsaved} saving={saving} onSaveAll={saveAll} onGo={go} />
        {unsaved.some(other => other !== open) && (
          <UnsavedBar unsaved={unsaved} saving={saving} editable={wide} onSaveAll={saveAll} />
        )}
        {wide ? (
          <RuleEditor
            session={session}
            state={state}
            target={target}
            onSave={save}
            onCursor={setCursorLine}
            onOpen={goToPlace}
            onReady={setActions}
          />
        ) : (
          <pre className={styles.readOnly} tabIndex={0}>
            {documentText(open.text, target.line)}
          </pre>
        )}
        {stories.run?.file === open.file && (
          <StoriesPanel
            run={stories.run}
            outdated={stories.run.texts.some(({ path, text }) => state.files.get(path)?.text !== text)}
            onGo={(line, column) => goToPlace(open.file, line, column)}
            onStop={stories.stop}
            onClose={stories.close}
          />
        )}
        <ProblemsPanel
          diagnostics={state.diagnostics}
          failure={state.failure}
          file={open.file}
          unsaved={unsaved.map(({ file }) => file)}
          onGo={go}
          onFix={wide ? actions?.applyFix : undefined}
        />
      </div>
    </div>
  );
}

/** Writes the file in its canonical form; what was typed while the language was at it is not written over. */
async function formatText({ client, workspace }: RuleSession, { file, text }: OpenFile): Promise<void> {
  const formatted = await client.ask('format', { text });
  if (formatted !== undefined && workspace.getState().files.get(file)?.text === text)
    workspace.edit(file, formatted);
}

/** Follows the address when it changes, not when typing moves the document's line. */
function useTarget(
  address: string,
  place: RulePlace,
): readonly [EditorTarget, (next: Omit<EditorTarget, 'visit'>) => void] {
  const [target, setTarget] = useState<EditorTarget & { readonly address: string }>({
    ...place,
    address,
    visit: 0,
  });
  const goTo = (next: Omit<EditorTarget, 'visit'>) =>
    setTarget({ ...next, address, visit: target.visit + 1 });
  if (target.address !== address) {
    const next = { ...place, address, visit: target.visit + 1 };
    setTarget(next);
    return [next, goTo];
  }
  return [target, goTo];
}

/** Drafts survive closing the tab, but nobody should believe that they are saved. */
function useLeaveWarning(state: WorkspaceState): void {
  const dirty = [...state.files.values()].some(isDirty);
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: dirty });
}
