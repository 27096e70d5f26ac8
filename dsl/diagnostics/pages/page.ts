import type { BaseRule } from './base-rules.ts';

/** What there is to say about one code: what authors read when a message alone is not enough. */
export interface DiagnosticPage {
  readonly title: string;
  readonly means: string;
  readonly matters: string;
  /** A rule file, laid over the base rules, that gives this problem and no other error. */
  readonly wrong: string;
  /** The same rules without it. */
  readonly right: string;
  /** Base rules that the example does without, because it brings its own or is about their absence. */
  readonly without?: readonly BaseRule[];
}

/** A metric with that expression. */
export const metric = (value: string, id = 'example'): string => rule('metric', id, `value: ${value}`);

/** A segment with that condition. */
export const segment = (when: string, id = 'example'): string => rule('segment', id, `when: ${when}`);

/** A document of the kind: its header, then `body`. */
export const rule = (kind: string, id: string, body: string): string =>
  `kind: ${kind}\nid: ${id}\nname: ${nameOf(id)}\n${body.trim()}\n`;

const MISSION = {
  category: 'engagement',
  period: 'week',
  progress: 'sum(usage.data, period)',
  target: '{ levels: { a: 300 MB, b: 500 MB } }',
  generate: "{ when: 'count(usage, 30d) > 0' }",
  reward: '{ points: 80 }',
};

/** A mission template, with other fields than the usual ones where they are given; undefined leaves one out. */
export const mission = (fields: Readonly<Record<string, string | undefined>> = {}, id = 'example'): string =>
  rule(
    'mission',
    id,
    Object.entries({ ...MISSION, ...fields })
      .flatMap(([field, value]) => (value === undefined ? [] : [`${field}: ${value}`]))
      .join('\n'),
  );

const nameOf = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll(/[_.]/g, ' ')}`;
