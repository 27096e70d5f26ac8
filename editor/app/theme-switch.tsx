import { ToggleGroup } from 'radix-ui';
import { Icon } from '../components/icon.tsx';
import { useTheme } from './theme.ts';
import type { Theme } from './theme.ts';
import styles from './shell.module.css';

const THEMES = [
  { value: 'system', label: 'Theme of the system', icon: 'system' },
  { value: 'light', label: 'Light theme', icon: 'sun' },
  { value: 'dark', label: 'Dark theme', icon: 'moon' },
] as const;

export function ThemeSwitch() {
  const [theme, choose] = useTheme();
  return (
    <ToggleGroup.Root
      type="single"
      value={theme}
      onValueChange={value => value && choose(value as Theme)}
      className={styles.themes}
      aria-label="Theme"
    >
      {THEMES.map(item => (
        <ToggleGroup.Item
          key={item.value}
          value={item.value}
          className={styles.theme}
          aria-label={item.label}
          title={item.label}
        >
          <Icon name={item.icon} size={14} />
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
