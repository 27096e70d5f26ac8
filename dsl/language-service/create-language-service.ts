import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from '../documents/index.ts';
import { complete } from './completion/complete.ts';
import { documentSymbols, workspaceSymbols } from './document-symbols.ts';
import { hover } from './hover.ts';
import type { Values } from './hover.ts';
import { signatureHelp } from './signature-help.ts';
import type { Completions, DocumentSymbol, Hover, SignatureHelp } from './types.ts';
import { createWorkspace } from './workspace.ts';

export interface LanguageServiceOptions {
  /** Today's value of a name or an aggregate (`sum(usage.data, 7d)`) for some customer, as people read it. */
  readonly values?: Values;
}

/** What an editor asks of the rules' language; places are offsets into a file's text. */
export interface LanguageService {
  /** Gives a file another text, or takes it away. */
  update(path: string, text: string | null): void;
  /** All problems, or those of a file: the same as a compilation of all files reports. */
  diagnostics(path?: string): readonly Diagnostic[];
  completion(path: string, offset: number): Completions;
  hover(path: string, offset: number): Hover | null;
  signatureHelp(path: string, offset: number): SignatureHelp | null;
  /** The documents of a file, with their parts. */
  symbols(path: string): readonly DocumentSymbol[];
  /** Documents of all files, the likeliest first; all of them for an empty query. */
  workspaceSymbols(query: string): readonly DocumentSymbol[];
  /** What mends the problems at a stretch of a file. */
  quickFixes(path: string, range: OffsetRange): readonly QuickFix[];
}

export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

export interface QuickFix extends Fix {
  readonly diagnostic: Diagnostic;
}

/**
 * The language over a set of files that change. After an edit only what the edit concerns is worked out anew.
 * @example createLanguageService(files).completion('missions.yaml', 120).suggestions
 */
export function createLanguageService(
  files: readonly RuleFile[],
  { values = () => undefined }: LanguageServiceOptions = {},
): LanguageService {
  const workspace = createWorkspace(files);
  const { snapshot } = workspace;
  const diagnostics = (path?: string): readonly Diagnostic[] =>
    path === undefined ? snapshot().diagnostics : snapshot().diagnostics.filter(({ file }) => file === path);

  return {
    update: (path, text) => workspace.update(path, text),
    diagnostics,
    completion: (path, offset) => complete(snapshot(), path, offset),
    hover: (path, offset) => hover(snapshot(), path, offset, values),
    signatureHelp: (path, offset) => signatureHelp(snapshot(), path, offset) ?? null,
    symbols: path => documentSymbols(snapshot(), path),
    workspaceSymbols: query => workspaceSymbols(snapshot(), query),
    quickFixes: (path, { start, end }) =>
      diagnostics(path)
        .filter(({ range }) => range.start.offset <= end && start <= range.end.offset)
        .flatMap(diagnostic => diagnostic.fixes.map(fix => ({ ...fix, diagnostic }))),
  };
}
