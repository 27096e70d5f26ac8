import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What makes a result depend on more than its inputs: banned where rules are read and decided. */
const impureProperties = [
  { object: 'Date', property: 'now', message: 'Time is an input here: take `at` as an argument.' },
  { object: 'Math', property: 'random', message: 'Decisions repeat exactly: hash an id instead.' },
];
const impureSyntax = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time is an input here: take `at` as an argument.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'Time is an input here: take `at` as an argument.',
  },
  { selector: 'ImportExpression', message: 'Import at the top, so that the layers can be checked.' },
  { selector: 'MetaProperty[meta.name="import"]', message: 'Runs in the browser too: no import.meta here.' },
];
const impureGlobals = [
  ...[
    'process',
    'performance',
    'Buffer',
    'global',
    'globalThis',
    'require',
    '__dirname',
    '__filename',
    'fetch',
  ],
  ...[
    'crypto',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'window',
    'document',
    'console',
  ],
].map(name => ({ name, message: 'Runs in the browser and in Node, without I/O and clock.' }));

/** Everything that is neither relative nor one of `packages`. */
const onlyPackages = (layer, packages) => ({
  regex: `^(?!\\.{1,2}/|(?:${packages.map(name => name.replaceAll('/', '\\/')).join('|')})(?:/|$))`,
  message: `${layer} imports nothing but ${packages.join(', ')} and its own and lower layers.`,
});
const noLayers = (layer, forbidden) => ({
  regex: `^(?:\\.\\./)+(?:${forbidden.join('|')})/`,
  message: `${layer} does not import ${forbidden.join(', ')}: dsl ← engine ← server, dsl ← engine ← editor.`,
});

const pure = (layer, packages, forbidden) => ({
  files: [`${layer}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [onlyPackages(layer, packages), noLayers(layer, forbidden)] },
    ],
    'no-restricted-globals': ['error', ...impureGlobals],
    'no-restricted-properties': ['error', ...impureProperties],
    'no-restricted-syntax': ['error', ...impureSyntax],
  },
});

export default defineConfig(
  globalIgnores(['dist/**', 'data/**', 'coverage/**', '.cache/**', 'node_modules/**']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [eslint.configs.recommended, tseslint.configs.strict],
    languageOptions: {
      parserOptions: {
        // Two programs cover the tree: the editor with test/editor (DOM), and all the rest (Node).
        project: ['./tsconfig.json', './editor/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      // Needs types, but catches what tests do not: lost promises and forgotten cases.
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.js'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'Buffer'].map(name => [name, 'readonly']),
      ),
    },
  },
  pure(
    'dsl',
    ['chevrotain', 'yaml', 'typebox', 'ajv', 'ajv-formats', 'json-logic-js', '@noble/hashes'],
    ['engine', 'server', 'editor'],
  ),
  pure('engine', ['@noble/hashes', 'ajv', 'ajv-formats'], ['server', 'editor']),
  {
    files: ['server/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noLayers('server', ['editor', 'test'])] }] },
  },
  {
    files: ['editor/**/*.ts', 'editor/**/*.tsx'],
    ignores: ['editor/vite.config.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            noLayers('editor', ['server', 'test']),
            { regex: '^node:', message: 'The editor runs in the browser.' },
          ],
        },
      ],
    },
  },
  {
    // Made-up customers must be the same on every machine: they take their own seeded numbers and the end's time.
    files: ['server/demo/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...impureProperties],
      'no-restricted-syntax': ['error', ...impureSyntax.slice(0, 2)],
    },
  },
);
