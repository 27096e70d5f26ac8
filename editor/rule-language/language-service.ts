import { compileFiles } from '../../dsl/index.ts';
import type { Diagnostic, LoadedDocument } from '../../dsl/index.ts';
import { complete } from './complete.ts';
import { hover } from './hover.ts';
import type { Completions, DocumentSummary, HoverText, TextFile } from './protocol.ts';
import { createVocabulary } from './vocabulary.ts';

export interface LanguageService {
  open(files: readonly TextFile[]): void;
  change(file: string, text: string): void;
  /** Compiles all files as they are now. */
  check(): { readonly diagnostics: readonly Diagnostic[]; readonly documents: readonly DocumentSummary[] };
  complete(file: string, offset: number): Completions;
  hover(file: string, offset: number): HoverText | null;
}

/** The language over a set of open files; what a broken document defined stays known until it reads again. */
export function createLanguageService(): LanguageService {
  const texts = new Map<string, string>();
  let known: readonly LoadedDocument[] = [];
  let vocabulary = createVocabulary(known);

  return {
    open(files) {
      texts.clear();
      for (const file of files) texts.set(file.path, file.text);
    },
    change(file, text) {
      texts.set(file, text);
    },
    check() {
      const { diagnostics, documents } = compileFiles([...texts].map(([path, text]) => ({ path, text })));
      known = withFormer(documents, known, diagnostics);
      vocabulary = createVocabulary(known);
      return { diagnostics, documents: known.map(summaryOf) };
    },
    complete: (file, offset) => complete(texts.get(file) ?? '', offset, vocabulary),
    hover: (file, offset) => hover(texts.get(file) ?? '', offset, vocabulary),
  };
}

/** Keeps former documents of files that have errors now, so that half a word does not empty the tree. */
function withFormer(
  now: readonly LoadedDocument[],
  former: readonly LoadedDocument[],
  diagnostics: readonly Diagnostic[],
): readonly LoadedDocument[] {
  const faulty = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const present = new Set(now.map(keyOf));
  const kept = former.filter(document => faulty.has(document.file) && !present.has(keyOf(document)));
  return [...now, ...kept];
}

const keyOf = ({ kind, id }: LoadedDocument): string => `${kind}/${id}`;

function summaryOf(document: LoadedDocument): DocumentSummary {
  const { kind, id, name, file, value } = document;
  const description = 'description' in value ? (value.description ?? '') : '';
  return { kind, id, name, description, file, line: document.locate(['kind']).range.start.line };
}
