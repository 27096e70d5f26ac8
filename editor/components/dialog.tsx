import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly note?: ReactNode;
  /** A drawer stands at the side and leaves the page in view. */
  readonly look?: 'centre' | 'drawer' | 'wide-drawer';
  readonly children: ReactNode;
}

export function Dialog({ open, onClose, title, note, look = 'centre', children }: DialogProps) {
  const place = look === 'centre' ? styles.centre : styles.drawer;
  return (
    <Radix.Root open={open} onOpenChange={next => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={classNames(styles.panel, place, look === 'wide-drawer' && styles.wide)}
          {...(note ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.head}>
            <div>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              {note && <Radix.Description className={styles.note}>{note}</Radix.Description>}
            </div>
          </header>
          <div className={styles.body}>{children}</div>
          {/* Last in the order of tabbing, so that the content's first field has the focus at once. */}
          <div className={styles.close}>
            <Radix.Close asChild>
              <Button look="quiet" icon="close" aria-label="Close" />
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
