import { Link } from '@tanstack/react-router';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/format.ts';
import { Notice } from '../../components/states.tsx';
import type { OpenFile } from './rule-workspace.ts';
import type { Saving } from './use-save.ts';
import styles from './rules.module.css';

interface UnsavedBarProps {
  readonly unsaved: readonly OpenFile[];
  readonly saving: Saving;
  /** What is typed here can be saved from here. */
  readonly editable: boolean;
  readonly onSaveAll: () => void;
}

/** Every file that is not saved, with the way to it, and what can be done with all of them together. */
export function UnsavedBar({ unsaved, saving, editable, onSaveAll }: UnsavedBarProps) {
  const files = counted(unsaved.length, 'file');
  return (
    <Notice
      look="warn"
      actions={
        editable && (
          <div className={styles.fileActions}>
            <Button small look="quiet" onClick={() => saving.discard(unsaved)}>
              Discard all
            </Button>
            <Button small icon="save" busy={saving.saving} onClick={onSaveAll}>
              Save all ({files})
            </Button>
          </div>
        )
      }
    >
      <strong>Not saved in {files}:</strong> <FileLinks files={unsaved.map(({ file }) => file)} />
    </Notice>
  );
}

/** Files by their names, each a way to it. */
export function FileLinks({ files }: { readonly files: readonly string[] }) {
  return files.map((file, index) => (
    <span key={file}>
      {index > 0 && ', '}
      <Link to="/rules/$" params={{ _splat: file }}>
        {file}
      </Link>
    </span>
  ));
}
