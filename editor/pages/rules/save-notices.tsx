import type { Diagnostic } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/format.ts';
import { Notice } from '../../components/states.tsx';
import { Prose } from './prose.tsx';
import type { OpenFile } from './rule-workspace.ts';
import type { Saving } from './use-save.ts';
import styles from './rules.module.css';

interface SaveNoticesProps {
  readonly open: OpenFile;
  /** Every file with changes that are not saved. */
  readonly unsaved: readonly OpenFile[];
  readonly saving: Saving;
  readonly onSaveAll: () => void;
  readonly onGo: (problem: Diagnostic) => void;
}

/** Why a text could not be saved, and what can be done; the text itself stays. */
export function SaveNotices({ open, unsaved, saving, onSaveAll, onGo }: SaveNoticesProps) {
  const [first] = saving.refused;
  return (
    <>
      {open.conflict && (
        <Notice
          look="warn"
          actions={
            <div className={styles.fileActions}>
              <Button small onClick={() => saving.takeTheirs(open.file)}>
                Load the other text
              </Button>
              <Button small busy={saving.saving} onClick={() => saving.keepMine(open)}>
                Save mine over it
              </Button>
            </div>
          }
        >
          <strong>{open.file} was changed elsewhere</strong> since you opened it. Your text is kept here, and
          not saved.
        </Notice>
      )}
      {first && (
        <Notice
          look="bad"
          actions={
            <div className={styles.fileActions}>
              <Button small onClick={() => onGo(first)}>
                Show the first
              </Button>
              {unsaved.length > 1 && (
                <Button small icon="save" busy={saving.saving} onClick={onSaveAll}>
                  Save together ({counted(unsaved.length, 'file')})
                </Button>
              )}
            </div>
          }
        >
          Not saved: the server found {counted(saving.refused.length, 'problem')}. {first.file}:
          {first.range.start.line} <Prose text={first.message} />
          {unsaved.length > 1 && ' It may need the unsaved changes of the other files too.'}
        </Notice>
      )}
    </>
  );
}
