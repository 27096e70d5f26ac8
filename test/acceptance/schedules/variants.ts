import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES_FOLDER } from '../../support/default-rules.ts';

/** Rules that are published while events flow: each variant is the whole text of some files. */
export type Variants = readonly (readonly { readonly file: string; readonly text: string }[])[];

export const SMALL_RULES = join(import.meta.dirname, 'rules');

/** The small rules with another threshold, with more metrics and what reads them, and as they were. */
export function smallVariants(): Variants {
  const text = readerIn(SMALL_RULES);
  return [
    [text('figures.yaml', more => `${more}---\n${RECENT}`)],
    [text('missions.yaml', rules => rules.replace('a: 100 MB', 'a: 80 MB'))],
    [text('programme.yaml', rules => rules.replace('>= 200 MB', '>= 300 MB'))],
    ['figures.yaml', 'missions.yaml', 'programme.yaml'].map(file => text(file)),
  ];
}

/** The default rules with another threshold, with more metrics, and as they were. */
export function defaultVariants(): Variants {
  const text = readerIn(RULES_FOLDER);
  const [badges, segments] = ['badges/data_champion.yaml', 'segments.yaml'];
  return [
    [text(segments, more => `${more}---\n${RECENT}`)],
    [text(badges, rules => rules.replace('>= 10 GB', '>= 9 GB'))],
    [text(badges), text(segments)],
  ];
}

const RECENT = `kind: metric
id: data_3d_here
name: Data, 3 days
value: sum(usage.data, 3d)
---
kind: segment
id: recent_here
name: Recent
when: data_3d_here >= 50 MB
`;

function readerIn(folder: string) {
  return (file: string, change: (text: string) => string = same => same) => ({
    file,
    text: change(readFileSync(join(folder, file), 'utf8')),
  });
}
