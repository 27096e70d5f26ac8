import { analyse } from '../analysis/index.ts';
import { atEdited } from '../compile/causes/at-edited.ts';
import { createIncrementalCompiler } from '../compile/incremental.ts';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { RuleFile } from '../documents/index.ts';
import { complete } from './completion/complete.ts';
import { documentSymbols, workspaceSymbols } from './document-symbols.ts';
import { folding } from './folding.ts';
import { hover } from './hover.ts';
import type { Values } from './hover.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { rename } from './symbols/rename.ts';
import { createSymbolIndex } from './symbols/symbol-index.ts';
import type {
  Completions,
  DocumentSymbol,
  Folding,
  Hover,
  Place,
  Rename,
  SemanticToken,
  SignatureHelp,
} from './types.ts';
import { createWorkspace } from './workspace.ts';
import type { Snapshot } from './workspace.ts';

export interface LanguageServiceOptions {
  /** Today's value of a name or an aggregate (`sum(usage.data, 7d)`) for some customer, as people read it. */
  readonly values?: Values;
}

/** What an editor asks of the rules' language; places are offsets into a file's text. */
export interface LanguageService {
  /** Gives a file another text, or takes it away. */
  update(path: string, text: string | null): void;
  /**
   * All problems, or those of a file: the same as a compilation of all files reports, but where two documents clash it
   * is told in the file that was edited last.
   */
  diagnostics(path?: string): readonly Diagnostic[];
  /** What is wrong with rules that compile, or with those of them that do, seen together; takes longer, so that it is asked for when typing pauses. */
  findings(path?: string): readonly Diagnostic[];
  completion(path: string, offset: number): Completions;
  hover(path: string, offset: number): Hover | null;
  signatureHelp(path: string, offset: number): SignatureHelp | null;
  /** Where what is named at an offset is made; several places for a family of events. */
  definition(path: string, offset: number): readonly Place[];
  /** Everywhere it is named, where it is made included. */
  references(path: string, offset: number): readonly Place[];
  /** What a rename at an offset would give another name. */
  renameTarget(path: string, offset: number): Place | null;
  /** The edits that give it another name everywhere, or why that cannot be. */
  rename(path: string, offset: number, newName: string): Rename;
  /** The documents of a file, with their parts. */
  symbols(path: string): readonly DocumentSymbol[];
  /** Documents of all files, the likeliest first; all of them for an empty query. */
  workspaceSymbols(query: string): readonly DocumentSymbol[];
  /** What mends the problems at a stretch of a file. */
  quickFixes(path: string, range: OffsetRange): readonly QuickFix[];
  /** What the words of a file mean, in order. */
  semanticTokens(path: string): readonly SemanticToken[];
  folding(path: string): readonly Folding[];
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
  const indexOf = createSymbolIndex();
  const trial = createIncrementalCompiler();
  const index = () => indexOf(snapshot());
  let edited: ReadonlySet<string> = new Set();
  const diagnostics = (path?: string): readonly Diagnostic[] => {
    const now = snapshot();
    const all = atEdited(now.diagnostics, now.documents, edited);
    return path === undefined ? all : all.filter(({ file }) => file === path);
  };
  const analysed = new WeakMap<Snapshot, readonly Diagnostic[]>();
  const findings = (path?: string): readonly Diagnostic[] => {
    const now = snapshot();
    const { program, ...compiled } = now;
    const found = analysed.get(now) ?? analyse({ ...compiled, ...(program && { program: program() }) });
    analysed.set(now, found);
    return path === undefined ? found : found.filter(({ file }) => file === path);
  };
  const places = (path: string, offset: number): readonly (Place & { readonly defines: boolean })[] => {
    const here = index().at(path, offset);
    return here === undefined ? [] : index().of(here.symbols);
  };
  const plain = ({ file, range }: Place): Place => ({ file, range });

  return {
    update: (path, text) => {
      edited = new Set([path]);
      workspace.update(path, text);
    },
    diagnostics,
    findings,
    completion: (path, offset) => complete(snapshot(), path, offset),
    hover: (path, offset) => hover(snapshot(), path, offset, values),
    signatureHelp: (path, offset) => signatureHelp(snapshot(), path, offset) ?? null,
    definition: (path, offset) =>
      places(path, offset)
        .filter(({ defines }) => defines)
        .map(plain),
    references: (path, offset) => places(path, offset).map(plain),
    renameTarget: (path, offset) => {
      const here = index().at(path, offset);
      return here?.symbols.length === 1 && !here.family ? plain(here) : null;
    },
    rename: (path, offset, newName) => {
      const check = (renamed: readonly RuleFile[]) => trial(renamed).diagnostics;
      return rename({ snapshot: snapshot(), index: index(), check }, path, offset, newName);
    },
    symbols: path => documentSymbols(snapshot(), path),
    workspaceSymbols: query => workspaceSymbols(snapshot(), query),
    quickFixes: (path, { start, end }) =>
      [...diagnostics(path), ...findings(path)]
        .filter(({ range }) => range.start.offset <= end && start <= range.end.offset)
        .flatMap(diagnostic => diagnostic.fixes.map(fix => ({ ...fix, diagnostic }))),
    semanticTokens: path => semanticTokens(snapshot(), index(), path),
    folding: path => folding(snapshot().files.get(path)?.text ?? ''),
  };
}
