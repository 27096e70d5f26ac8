import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './tag.module.css';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent';

interface TagProps {
  readonly tone?: Tone;
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly title?: string;
}

export function Tag({ tone = 'neutral', icon, children, title }: TagProps) {
  return (
    <span className={classNames(styles.tag, tone !== 'neutral' && styles[tone])} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
