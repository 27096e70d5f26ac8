import { languageTables } from '../../dsl/check/index.ts';
import { RESERVED_WORDS, WINDOW_WORDS } from '../../dsl/syntax/index.ts';

const LITERAL_UNITS = languageTables.units
  .filter(unit => unit.literal)
  .map(unit => unit.name.replace('/', '\\/'))
  .join('|');

/** YAML whose values are expressions, as Monarch rules: plain data, which `to-monaco.ts` hands over. */
export const monarchRules = {
  defaultToken: '',
  keywords: [...RESERVED_WORDS, 'per', 'forgive', 'last'],
  windows: [...WINDOW_WORDS],
  callables: [
    ...languageTables.aggregates,
    ...languageTables.specialAggregates,
    ...languageTables.functions,
    ...languageTables.mappingFunctions,
  ].map(row => row.name),
  tokenizer: {
    root: [
      [/^---.*$/, 'delimiter.document'],
      [/(^|\s)#.*$/, 'comment'],
      // Prose is no expression: names and descriptions keep one colour, in a block as in braces.
      [
        /^(\s*(?:-\s+)*(?:name|description|title))(:)(\s+(?![|>'"])(?:[^\s#]|\s(?!#))+)/,
        ['key', 'delimiter', 'string.prose'],
      ],
      [/\b(name|description|title)(:)(\s+[^,}#]+)/, ['key', 'delimiter', 'string.prose']],
      [/\b(kind|id)(:)(\s+[\w.-]+)/, ['key', 'delimiter', 'type']],
      [/([A-Za-z_][\w.]*|"[^"]*"|'[^']*')(:)(?=\s|$)/, ['key', 'delimiter']],
      { include: '@expression' },
    ],
    expression: [
      [new RegExp(`\\d+(?:\\.\\d+)?(?:\\s?(?:${LITERAL_UNITS})\\b|\\s?%)?`), 'number'],
      [/[A-Za-z_][\w.]*(?=\s*\()/, { cases: { '@callables': 'function', '@default': 'variable' } }],
      [
        /[A-Za-z_][\w.]*/,
        { cases: { '@keywords': 'keyword', '@windows': 'keyword.window', '@default': 'variable' } },
      ],
      [/"(?:[^"\\]|\\.)*"/, 'string'],
      [/[=<>!]=?|[-+*/]/, 'operator'],
      [/[{}[\](),:|>]/, 'delimiter'],
    ],
  },
} as const;

/** Colours of the tokens, as names of the page's own design tokens. */
export const tokenColours: Readonly<Record<string, string>> = {
  key: '--text',
  comment: '--muted',
  delimiter: '--muted',
  'delimiter.document': '--muted',
  type: '--accent',
  function: '--syntax-function',
  keyword: '--accent',
  'keyword.window': '--accent',
  number: '--warn',
  string: '--good',
  'string.prose': '--text',
  operator: '--muted',
  variable: '--syntax-name',
  // By meaning, where a document can be read.
  kind: '--accent',
  name: '--syntax-name',
  stream: '--syntax-name',
  attribute: '--text',
  aggregate: '--syntax-function',
  unit: '--warn',
  text: '--good',
  window: '--accent',
  reference: '--accent',
};
