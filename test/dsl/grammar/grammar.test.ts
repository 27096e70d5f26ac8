import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ISerializedGast, TokenType } from 'chevrotain';
import { describe, expect, it } from 'vitest';
import { compileFiles, EXTRA_FILE, renderDiagnostics } from '../../../dsl/index.ts';
import { ExpressionParser } from '../../../dsl/syntax/parser.ts';
import { ALL_TOKENS, RESERVED_WORDS, WINDOW_WORDS } from '../../../dsl/syntax/tokens.ts';
import { readDefaultRules } from '../../support/default-rules.ts';
import { readEbnf } from './ebnf.ts';
import type { Production } from './ebnf.ts';
import { withTables } from './grammar-tables.ts';

const PAGE = join(import.meta.dirname, '../../../dsl/GRAMMAR.md');
const page = readFileSync(PAGE, 'utf8');

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );
}

it('has tables that are those of the checker as it is now', async () => {
  await expect(withTables(page)).toMatchFileSnapshot(PAGE);
});

describe('the grammar of the page', () => {
  const [rules = '', words = ''] = blocks('ebnf');
  const productions = readEbnf(rules);

  it('has the parser’s rules, each made of the same words and rules', () => {
    const parsed = parserProductions();
    expect(productions.map(({ name }) => name).sort()).toEqual(parsed.map(({ name }) => name).sort());
    for (const { name, ...production } of parsed) {
      expect({ name, ...productions.find(other => other.name === name) }).toEqual({ name, ...production });
    }
  });

  it('explains every literal, and every window', () => {
    const literals = readEbnf(words);
    const used = new Set(productions.flatMap(({ terminals }) => [...terminals]).filter(isNamed));
    expect(new Set(literals.map(({ name }) => name))).toEqual(used);
    expect(literals.find(({ name }) => name === 'WINDOW')?.terminals).toEqual(new Set(WINDOW_WORDS));
  });

  it('lists the words that nothing can be named', () => {
    const [, list = ''] = /^> (.*)$/m.exec(page) ?? [];
    expect(list.split(' ')).toEqual(RESERVED_WORDS.map(word => `\`${word}\``));
  });
});

it('has no example that does not compile', () => {
  const lines = blocks('cairn').flatMap(block => block.trim().split('\n'));
  const documents = blocks('yaml').map((text, index) => ({ path: `example ${index + 1}`, text }));
  expect([lines.length > 10, documents.length > 10]).toEqual([true, true]);
  const extra = lines.map((text, index) => ({ id: `example_${index + 1}`, text }));
  const files = [...readDefaultRules(), ...documents];
  const { diagnostics, program } = compileFiles(files, { extra });
  const inExamples = diagnostics.filter(
    ({ file, severity }) => severity === 'error' && (file === EXTRA_FILE || file.startsWith('example')),
  );
  expect(renderDiagnostics(inExamples, files)).toBe('No problems found.');
  expect(program?.named.map(({ id }) => id)).toEqual(expect.arrayContaining(extra.map(({ id }) => id)));
});

function isNamed(terminal: string): boolean {
  return /^[A-Z]+$/.test(terminal);
}

const NAMED: Readonly<Record<string, string>> = {
  Number: 'NUMBER',
  Quantity: 'QUANTITY',
  Percent: 'PERCENT',
  Text: 'TEXT',
  Path: 'NAME',
  WindowWord: 'WINDOW',
  Last: 'last',
  Forgive: 'forgive',
  Per: 'per',
};

function parserProductions(): readonly Production[] {
  const tokens = new Map(ALL_TOKENS.map(token => [token.name, token]));
  const rules: readonly GastPart[] = new ExpressionParser().getSerializedGastProductions();
  return rules.map(rule => {
    const parts = partsOf(rule);
    const namesOf = (type: string) => parts.filter(part => part.type === type).map(({ name = '' }) => name);
    return {
      name: rule.name ?? '',
      terminals: new Set(namesOf('Terminal').map(name => NAMED[name] ?? spelling(tokens.get(name)))),
      references: new Set(namesOf('NonTerminal')),
    };
  });
}

interface GastPart {
  readonly type: ISerializedGast['type'];
  readonly name?: string;
  readonly definition?: readonly GastPart[];
  readonly separator?: GastPart;
}

function partsOf({ definition = [], separator }: GastPart): readonly GastPart[] {
  const inner: readonly GastPart[] = separator === undefined ? definition : [separator, ...definition];
  return inner.flatMap(part => [part, ...partsOf(part)]);
}

function spelling(token: TokenType | undefined): string {
  return typeof token?.PATTERN === 'string' ? token.PATTERN : String(token?.name);
}
