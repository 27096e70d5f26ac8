import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Fix } from '../../api/types.ts';
import { useIsDark } from '../../app/theme.ts';
import { toast, toastError } from '../../components/toasts.tsx';
import { ErrorState, Skeleton } from '../../components/states.tsx';
import type { RuleEditor as MountedEditor, RuleModels } from '../../rule-language/mount-editor.ts';
import type { WorkspaceState } from './rule-workspace.ts';
import type { RuleSession } from './use-workspace.ts';
import styles from './rules.module.css';

export interface EditorTarget {
  readonly file: string;
  readonly line: number | undefined;
  readonly column?: number;
  /** Another number asks for the same place again. */
  readonly visit: number;
}

export interface EditorActions {
  applyFix(fix: Fix): void;
}

interface RuleEditorProps {
  readonly session: RuleSession;
  readonly state: WorkspaceState;
  readonly target: EditorTarget;
  readonly onSave: () => void;
  readonly onCursor: (line: number) => void;
  readonly onOpen: (file: string, line: number, column: number) => void;
  readonly onReady: (actions: EditorActions) => void;
}

let loading: Promise<RuleModels> | undefined;

/** Monaco over the workspace's files; it is fetched when the first rule is opened. */
export function RuleEditor({
  session,
  state,
  target,
  onSave,
  onCursor,
  onOpen,
  onReady,
}: RuleEditorProps) {
  const element = useRef<HTMLDivElement>(null);
  const [models, setModels] = useState<RuleModels>();
  const [editor, setEditor] = useState<MountedEditor>();
  const [error, setError] = useState<unknown>();
  const dark = useIsDark();
  const save = useEffectEvent(onSave);
  const cursor = useEffectEvent(onCursor);
  const follow = useEffectEvent(onOpen);
  const ready = useEffectEvent(onReady);

  useEffect(() => {
    loadModels(session).then(setModels, setError);
  }, [session]);

  useEffect(() => {
    if (!models) return;
    for (const { file, text } of state.files.values()) models.put(file, text);
  }, [models, state.files]);

  useEffect(() => {
    if (models && state.diagnostics) models.setDiagnostics(state.diagnostics);
  }, [models, state.diagnostics]);

  useEffect(() => {
    if (!models || !element.current) return;
    const mounted = models.mount(element.current, {
      label: 'Text of the rules',
      onSave: () => save(),
      onCursor: line => cursor(line),
      onOpen: (file, line, column) => follow(file, line, column),
    });
    setEditor(mounted);
    ready({ applyFix: models.applyFix });
    return () => {
      mounted.dispose();
      setEditor(undefined);
    };
  }, [models]);

  useEffect(() => editor?.setDark(dark), [editor, dark]);

  const { file, line, column, visit } = target;
  useEffect(() => {
    editor?.show(file);
    if (line !== undefined) editor?.reveal(line, column);
  }, [editor, file, line, column, visit]);

  return (
    <div className={styles.editor}>
      {error !== undefined && <ErrorState error={error} />}
      {!models && error === undefined && <Skeleton heights={[18, 18, 18, 18, 18, 18]} />}
      <div ref={element} className={styles.monaco} />
    </div>
  );
}

function loadModels({ client, workspace }: RuleSession): Promise<RuleModels> {
  loading ??= import('../../rule-language/mount-editor.ts').then(({ createRuleModels }) =>
    createRuleModels({
      client,
      onChange: workspace.edit,
      onRefused: reason => toastError('Not renamed', new Error(inWords(reason))),
      onLeft: (file, left) =>
        toast(
          `Taken back in ${file} alone`,
          `What was changed at once in several files was edited further in ${left.join(', ')}, and stays there: undo it there too.`,
        ),
    }),
  );
  return loading;
}

/** What is marked as code by backticks, in quotation marks. */
const inWords = (text: string): string => text.replace(/`([^`]+)`/g, '“$1”');
