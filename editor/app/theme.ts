import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
const ITEM = 'cairn.theme';
const listeners = new Set<() => void>();

/** The chosen theme; `system` follows the operating system. `public/theme.js` applies it before the first paint. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, readTheme), chooseTheme];
}

/** Whether dark colours are on the screen at the moment. */
export function useIsDark(): boolean {
  const [theme] = useTheme();
  const system = useSyncExternalStore(subscribeSystem, () => systemDark().matches);
  return theme === 'system' ? system : theme === 'dark';
}

function readTheme(): Theme {
  const value = document.documentElement.dataset['theme'];
  return value === 'light' || value === 'dark' ? value : 'system';
}

function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(ITEM);
    else localStorage.setItem(ITEM, theme);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const systemDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

function subscribeSystem(listener: () => void): () => void {
  const query = systemDark();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
