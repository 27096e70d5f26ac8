import { Lexer } from 'yaml';
import { loadDocuments, schemaOf, schemasAt } from '../../../dsl/documents/index.ts';
import type { DocumentPath, LoadedDocument, RuleFile } from '../../../dsl/documents/index.ts';
import { expressionLexer, spanOf } from '../../../dsl/syntax/tokens.ts';

/** A token of a rule file: of its YAML, or of an expression in it. */
export interface Token {
  readonly layer: 'yaml' | 'expression';
  readonly start: number;
  readonly end: number;
  /** Whether its letters can be mistyped: a key, a word, a name; not prose, figures and signs. */
  readonly word: boolean;
}

/** The YAML tokens of a file (blanks and line breaks too, comments not), and those of each of its expressions. */
export function tokensOf(file: RuleFile): readonly (readonly Token[])[] {
  const expressions = loadDocuments([file]).documents.flatMap(document =>
    expressionPaths(document).map(path => expressionTokens(document, path)),
  );
  const inner = expressions.filter(tokens => tokens.length > 1);
  const covered = (token: Token) =>
    inner.some(([first]) => first !== undefined && first.start >= token.start && first.start < token.end);
  const prose = proseStarts(file);
  const yaml = yamlTokens(file.text).map(token => ({
    ...token,
    word: token.word && !covered(token) && !prose.has(token.start),
  }));
  return [yaml, ...inner];
}

/** What YAML's own lexer marks with these is no text of the file. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);

function yamlTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) {
      scalar = lexeme === '\u001f';
      continue;
    }
    const end = start + lexeme.length;
    const word = (scalar || /^["']/.test(lexeme)) && !lexeme.includes('\n');
    if (lexeme !== '' && !lexeme.startsWith('#')) tokens.push({ layer: 'yaml', start, end, word });
    start = end;
    scalar = false;
  }
  return tokens;
}

/** Texts that are read by people alone: no letter in them can be wrong. */
function proseStarts(file: RuleFile): ReadonlySet<number> {
  const starts = loadDocuments([file]).documents.flatMap(document =>
    scalarPaths(document.value)
      .filter(path => PROSE.has(String(path.at(-1))))
      .map(path => document.locate(path).range.start.offset),
  );
  return new Set(starts);
}

const PROSE = new Set(['name', 'description']);

function expressionPaths(document: LoadedDocument): readonly DocumentPath[] {
  const schema = schemaOf(document.kind);
  return scalarPaths(document.value).filter(path =>
    schemasAt(schema, path).some(place => place['x-expression'] !== undefined),
  );
}

function scalarPaths(value: unknown, path: DocumentPath = []): readonly DocumentPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => scalarPaths(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => scalarPaths(item, [...path, key]));
}

function expressionTokens(document: LoadedDocument, path: DocumentPath): readonly Token[] {
  const { expression } = document.locate(path);
  if (expression === undefined) return [];
  return expressionLexer.tokenize(expression.text).tokens.map(token => {
    const { start, end } = spanOf(token);
    const range = expression.rangeIn(start, end);
    return {
      layer: 'expression',
      start: range.start.offset,
      end: range.end.offset,
      word: /[A-Za-z]{2}/.test(token.image),
    };
  });
}
