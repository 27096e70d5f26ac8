import { metric, rule, segment } from './page.ts';
import type { DiagnosticPage } from './page.ts';

/** How YAML reads a text otherwise than it was meant. */
export const YAML_PAGES = {
  'yaml-syntax': {
    title: 'The text is not YAML',
    means: 'A rule file is YAML, and at this place YAML cannot go on reading.',
    matters: 'Nothing of the document can be used until it can be read.',
    wrong: 'kind: metric\nid: example\nname: "50 \\% more"\nvalue: 1\n',
    right: "kind: metric\nid: example\nname: '50 % more'\nvalue: 1\n",
  },
  'yaml-unclosed': {
    title: 'A quote or bracket is never closed',
    means: 'A text in quotes, or a list or mapping in brackets, opens here and nowhere ends.',
    matters: 'Everything after it would become part of it.',
    wrong: rule('metric', 'example', 'tags: [usage, data\nvalue: sum(usage.data, 30d)'),
    right: rule('metric', 'example', 'tags: [usage, data]\nvalue: sum(usage.data, 30d)'),
  },
  'yaml-tab': {
    title: 'A tab stands where blanks belong',
    means: 'YAML shows what belongs together by blanks at the start of a line, and takes no tabs for them.',
    matters: 'How wide a tab is differs from editor to editor, so nobody could say what belongs to what.',
    wrong: rule('badge', 'example', 'levels:\n\tbronze: { when: engagement > 50 }'),
    right: rule('badge', 'example', 'levels:\n  bronze: { when: engagement > 50 }'),
  },
  'yaml-indent': {
    title: 'A line is indented too far',
    means: 'The line starts further right than the line above, which has its value already.',
    matters: 'To YAML it would belong to the line above.',
    wrong: 'kind: metric\nid: example\n  name: Example\nvalue: 1\n',
    right: 'kind: metric\nid: example\nname: Example\nvalue: 1\n',
  },
  'yaml-blank': {
    title: 'A blank is missing after a colon',
    means: 'Between a field and its value stand a colon and a blank.',
    matters: 'Without the blank YAML sees one long word and no field.',
    wrong: 'kind: metric\nid: example\nname:Example\nvalue: 1\n',
    right: 'kind: metric\nid: example\nname: Example\nvalue: 1\n',
  },
  'yaml-comment': {
    title: 'A text is cut off by `#`',
    means: 'In a text without quotes, ` #` starts a comment that goes on to the end of the line.',
    matters: 'Only what stands before it would be read, and the rule would mean something else.',
    wrong: segment('count(app.login where device = "tablet #2", 30d) > 0'),
    right: segment(`'count(app.login where device = "tablet #2", 30d) > 0'`),
  },
  'yaml-indicator': {
    title: 'The first sign of a text means something to YAML',
    means: 'A text without quotes cannot start with signs such as `[`, `{`, `>`, `"`, `@` or `%`.',
    matters: 'YAML would read a list, a mapping or a quoted text where a condition was meant.',
    wrong: segment('"prepaid" = plan'),
    right: segment(`'"prepaid" = plan'`),
  },
  'yaml-tag': {
    title: 'A leading `!` is dropped',
    means: 'To YAML a word that starts with `!` is a tag, not a text. An expression says `not`.',
    matters: 'The condition would turn into its opposite without a word.',
    wrong: segment('!prepaid'),
    right: segment('not prepaid'),
  },
  'yaml-comma': {
    title: 'A comma splits an expression',
    means: 'Inside `{ }` and `[ ]` a comma ends a text without quotes, also inside parentheses.',
    matters: 'Half of the expression would be lost, silently.',
    wrong: rule('badge', 'example', 'levels:\n  bronze: { when: count(usage, 7d) > 2 }'),
    right: rule('badge', 'example', "levels:\n  bronze: { when: 'count(usage, 7d) > 2' }"),
  },
  'yaml-colon': {
    title: 'A colon makes a key of a text',
    means: 'In a text without quotes a colon with a blank after it ends a key.',
    matters: 'YAML would see a field of that name, and not your text.',
    wrong: 'kind: metric\nid: example\nname: Data: 30 days\nvalue: 1\n',
    right: "kind: metric\nid: example\nname: 'Data: 30 days'\nvalue: 1\n",
  },
  'yaml-alias': {
    title: 'A reference to another place',
    means: 'To YAML a leading `&` or `*` names a place, or refers to one. Rules use no such references.',
    matters: 'Every rule is read alone, by people and by tools.',
    wrong: 'kind: metric\nid: example\nname: &title Example\nvalue: 1\n',
    right: 'kind: metric\nid: example\nname: Example\nvalue: 1\n',
  },
  'yaml-duplicate-key': {
    title: 'A field stands twice',
    means: 'One mapping has the same field two times.',
    matters: 'Only one of the two values could count, and which one is anybody’s guess.',
    wrong: 'kind: metric\nid: example\nname: Example\nvalue: 1\nvalue: 2\n',
    right: 'kind: metric\nid: example\nname: Example\nvalue: 1\n',
  },
  'yaml-too-large': {
    title: 'A file or a line that is too large',
    means: 'A rule file has at most 500,000 characters, 20,000 lines, and 10,000 characters in a line.',
    matters: 'Nobody can read it, and neither could tools in a moment.',
    wrong: `${metric('1')}# ${'-'.repeat(10_000)}\n`,
    right: `${metric('1')}# ${'-'.repeat(100)}\n`,
  },
  'yaml-too-deep': {
    title: 'Lists inside lists without an end',
    means:
      'Brackets, braces and indentation go deeper than rules ever do: 50 brackets, 200 columns, or braces around braces.',
    matters: 'Nobody can see what belongs where.',
    wrong: metric('{{{{{{engagement}}}}}}'),
    right: metric('engagement'),
  },
  'yaml-encoding': {
    title: 'A file that is not a text in UTF-8',
    means: 'The bytes of the file are in another encoding, such as Latin-1 or UTF-16, or are no text at all.',
    matters: 'Letters with accents would reach customers as question marks.',
    wrong: 'kind: metric\nid: example\nname: Caf\uFFFD\nvalue: 1\n',
    right: 'kind: metric\nid: example\nname: Caf\u00E9\nvalue: 1\n',
  },
  'yaml-bare-word': {
    title: 'A bare on, off, yes or no',
    means: 'Older YAML tools read these words as true or false when they stand without quotes.',
    matters: 'Another tool would read another text than this one does.',
    wrong: rule('event', 'optin.changed', 'source_types: [app]\nattributes: { on: boolean }'),
    right: rule('event', 'optin.changed', "source_types: [app]\nattributes: { 'on': boolean }"),
  },
} as const satisfies Readonly<Record<string, DiagnosticPage>>;
