import { Button } from '../../components/button.tsx';
import { Tag } from '../../components/tag.tsx';
import type { DocumentSummary } from '../../rule-language/protocol.ts';
import { isDirty } from './rule-workspace.ts';
import type { OpenFile } from './rule-workspace.ts';
import styles from './rules.module.css';

interface FileBarProps {
  readonly open: OpenFile;
  readonly document: DocumentSummary | undefined;
  readonly release: number | undefined;
  readonly editable: boolean;
  readonly saving: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onFormat: () => void;
  /** Where the file tells stories of the rules. */
  readonly onRunStories?: (() => void) | undefined;
}

/** What is open, whether it is saved, and the way to save it. */
export function FileBar({
  open,
  document,
  release,
  editable,
  saving,
  onSave,
  onDiscard,
  onFormat,
  onRunStories,
}: FileBarProps) {
  const dirty = isDirty(open);
  const runStories = onRunStories && (
    <Button look="quiet" icon="play" onClick={onRunStories}>
      Run stories
    </Button>
  );
  return (
    <header className={styles.fileBar}>
      <div className={styles.fileTitle}>
        <h1>{document?.name ?? open.file}</h1>
        <p className={styles.muted}>
          {document && `${document.kind} ${document.id} in `}
          {open.file}
          {release !== undefined && ` · release ${release}`}
        </p>
      </div>
      {editable ? (
        <div className={styles.fileActions}>
          {dirty && <Tag tone="warn">Not saved</Tag>}
          {dirty && (
            <Button look="quiet" onClick={onDiscard}>
              Discard changes
            </Button>
          )}
          {runStories}
          <Button look="quiet" onClick={onFormat} title="Shift+Alt+F">
            Format
          </Button>
          <Button look="primary" icon="save" disabled={!dirty} busy={saving} onClick={onSave} title="Ctrl+S">
            Save
          </Button>
        </div>
      ) : (
        <div className={styles.fileActions}>
          {runStories}
          <Tag>Read only on a small screen</Tag>
        </div>
      )}
    </header>
  );
}
