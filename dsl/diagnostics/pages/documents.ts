import { metric, mission, rule } from './page.ts';
import type { DiagnosticPage } from './page.ts';

/** What documents must have, and how they fit together. */
export const DOCUMENT_PAGES = {
  'schema-unknown-field': {
    title: 'A field that does not exist',
    means: 'The field is none of those that this kind of document has.',
    matters: 'It would be ignored, and the rule would not do what is written in it.',
    wrong: rule('metric', 'example', 'vaule: sum(usage.data, 30d)'),
    right: metric('sum(usage.data, 30d)'),
  },
  'schema-missing-field': {
    title: 'A field is missing',
    means: 'Every document of this kind needs the field.',
    matters: 'Without it the rule is not finished, so it cannot be used.',
    wrong: 'kind: segment\nid: example\nname: Example\n',
    right: 'kind: segment\nid: example\nname: Example\nwhen: false\n',
  },
  'schema-empty': {
    title: 'A field without a value',
    means: 'The field stands there, but nothing stands behind it.',
    matters: 'An empty field says neither yes nor no.',
    wrong: mission({ period: '' }),
    right: mission({ period: 'week' }),
  },
  'schema-type': {
    title: 'A value of another shape',
    means: 'The field takes another kind of value: a list, a number, a text, a mapping.',
    matters: 'The value cannot be read as what the field stands for.',
    wrong: mission({ segments: 'prepaid' }),
    right: mission({ segments: '[prepaid]' }),
  },
  'schema-value': {
    title: 'A word that the field does not take',
    means: 'The field takes one of a few words, and this is none of them.',
    matters: 'What was meant cannot be guessed safely.',
    wrong: rule('event', 'example', 'source_types: [bilings]'),
    right: rule('event', 'example', 'source_types: [billing]'),
  },
  'schema-spelling': {
    title: 'A name or date is spelt in another way',
    means: 'Ids are lower-case letters, digits and `_`; dates are written 2026-03-31.',
    matters: 'Other rules and the API name things by their ids, so these stay plain.',
    wrong: 'kind: metric\nid: Heavy User\nname: Heavy user\nvalue: 1\n',
    right: 'kind: metric\nid: heavy_user\nname: Heavy user\nvalue: 1\n',
  },
  'schema-range': {
    title: 'A figure that is too small or too great',
    means: 'The field takes figures within bounds, and this one lies outside.',
    matters: 'A weight below zero, for one, would turn a score upside down.',
    wrong: rule('score', 'example', 'terms:\n  logins: { weight: -1, value: 50 }'),
    right: rule('score', 'example', 'terms:\n  logins: { weight: 1, value: 50 }'),
  },
  'schema-conflict': {
    title: 'Two fields contradict each other',
    means: 'The fields cannot both count: one of them has to go.',
    matters: 'Whichever was taken, the other would be ignored without a word.',
    wrong: mission({ order: 'any' }),
    right: mission(),
  },
  'schema-unknown-kind': {
    title: 'A kind of document that does not exist',
    means: 'The first line says what the document describes; this word is no such kind.',
    matters: 'Without its kind nothing in the document can be understood.',
    wrong: 'kind: metrik\nid: example\nname: Example\nvalue: 1\n',
    right: 'kind: metric\nid: example\nname: Example\nvalue: 1\n',
  },
  'schema-duplicate-id': {
    title: 'Two documents with one id',
    means: 'Another document of this kind has the same id.',
    matters: 'A rule that names it could mean either.',
    wrong: metric('sum(usage.data, 7d)', 'data_30d'),
    right: metric('sum(usage.data, 7d)', 'data_30d_2'),
  },
  'schema-duplicate-step': {
    title: 'Two steps with one id',
    means: 'Two steps of one mission have the same id.',
    matters: 'What a customer has done is kept by the id, so neither could be told done.',
    wrong: mission({
      progress: undefined,
      target: '{ levels: { a: 2 } }',
      steps: '\n  - { id: login, name: Sign in, done: true }\n  - { id: login, name: Recharge, done: true }',
    }),
    right: mission({
      progress: undefined,
      target: '{ levels: { a: 2 } }',
      steps:
        '\n  - { id: login, name: Sign in, done: true }\n  - { id: login_2, name: Recharge, done: true }',
    }),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
