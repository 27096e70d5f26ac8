import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
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
  const [asking, setAsking] = useState(false);
  const files = counted(unsaved.length, 'file');
  function discard() {
    setAsking(false);
    saving.discard(unsaved);
  }
  return (
    <Notice
      look="warn"
      actions={
        editable && (
          <div className={styles.fileActions}>
            <Button small look="quiet" onClick={() => setAsking(true)}>
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
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Discard what is not saved in ${files}?`}
        note={unsaved.map(({ file }) => file).join(', ')}
      >
        <div className={styles.fileActions}>
          <Button look="danger" onClick={discard}>
            Discard it
          </Button>
          <Button look="quiet" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
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
