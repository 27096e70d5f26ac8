import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { errorText } from './states.tsx';
import styles from './toasts.module.css';

interface Toast {
  readonly id: number;
  readonly look: 'good' | 'bad';
  readonly title: string;
  readonly detail: string | undefined;
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Says that something was done; for failures see `toastError`. */
export function toast(title: string, detail?: string): void {
  change([...toasts, { id: nextId++, look: 'good', title, detail }]);
}

export function toastError(title: string, error: unknown): void {
  change([...toasts, { id: nextId++, look: 'bad', title, detail: errorText(error) }]);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <Radix.Provider swipeDirection="right" duration={6_000}>
      {shown.map(item => (
        <Radix.Root
          key={item.id}
          className={classNames(styles.toast, item.look === 'bad' && styles.bad)}
          duration={item.look === 'bad' ? 12_000 : 6_000}
          onOpenChange={open => !open && change(toasts.filter(other => other.id !== item.id))}
        >
          <Icon name={item.look === 'bad' ? 'alert' : 'check'} />
          <div className={styles.text}>
            <Radix.Title className={styles.title}>{item.title}</Radix.Title>
            {item.detail && <Radix.Description className={styles.detail}>{item.detail}</Radix.Description>}
          </div>
          <Radix.Close asChild>
            <Button look="quiet" small icon="close" aria-label="Dismiss" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className={styles.viewport} />
    </Radix.Provider>
  );
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
