import { createIncrementalCompiler } from '../compile/incremental.ts';
import type { IncrementallyCompiled } from '../compile/incremental.ts';
import type { CompiledField } from '../compile/fields/field-compiler.ts';
import { createSourceFile } from '../documents/index.ts';
import type { LoadedDocument, RuleFile, SourceFile } from '../documents/index.ts';

/** The files as they are now, and what the compiler made of them. */
export interface Snapshot extends IncrementallyCompiled {
  readonly files: ReadonlyMap<string, SourceFile>;
  /**
   * The expressions of a document; of one that cannot be read at present, those of its last readable text. By kind and
   * id, since its place may have changed.
   */
  fieldsOf(kind: string, id: string): readonly CompiledField[];
  /** All that can be read now, and of those that cannot, what was read last. */
  readonly known: readonly LoadedDocument[];
}

export interface Workspace {
  /** Gives a file another text, or takes it away. */
  update(path: string, text: string | null): void;
  /** Compiles what has changed since it was last asked. */
  snapshot(): Snapshot;
}

export function createWorkspace(files: readonly RuleFile[]): Workspace {
  const sources = new Map(files.map(({ path, text }) => [path, createSourceFile(path, text)]));
  const compile = createIncrementalCompiler();
  let remembered: ReadonlyMap<string, Remembered> = new Map();
  let current: Snapshot | undefined;

  const take = (): Snapshot => {
    const compiled = compile([...sources.values()]);
    remembered = remember(compiled, remembered);
    const readable = new Set(compiled.documents);
    const former = [...remembered.values()].flatMap(({ document }) =>
      readable.has(document) ? [] : [document],
    );
    const now = remembered;
    return {
      ...compiled,
      files: new Map(sources),
      fieldsOf: (kind, id) => now.get(keyOf({ kind, id }))?.fields ?? [],
      known: [...compiled.documents, ...former],
    };
  };

  return {
    update(path, text) {
      if (sources.get(path)?.text === text) return;
      if (text === null) sources.delete(path);
      else sources.set(path, createSourceFile(path, text));
      current = undefined;
    },
    snapshot: () => (current ??= take()),
  };
}

interface Remembered {
  readonly document: LoadedDocument;
  readonly fields: readonly CompiledField[];
}

/** Half a word must not make a document's names unknown: what cannot be read now is kept as it was. */
function remember(
  { documents, fields, loaded }: IncrementallyCompiled,
  before: ReadonlyMap<string, Remembered>,
): ReadonlyMap<string, Remembered> {
  const now = new Map<string, Remembered>();
  for (const document of documents) {
    const key = keyOf(document);
    const former = document.complete ? [] : (before.get(key)?.fields ?? []);
    now.set(key, { document, fields: withFormer(fields.get(document) ?? [], former) });
  }
  const broken = new Set(loaded.faulty.map(({ file }) => file));
  for (const [key, known] of before) {
    if (!now.has(key) && broken.has(known.document.file)) now.set(key, known);
  }
  return now;
}

/** Fields that were left out of a document for a fault, as they were before. */
function withFormer(
  fields: readonly CompiledField[],
  former: readonly CompiledField[],
): readonly CompiledField[] {
  if (former.length === 0) return fields;
  const read = new Set(fields.map(({ path }) => JSON.stringify(path)));
  return [...former.filter(({ path }) => !read.has(JSON.stringify(path))), ...fields];
}

function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`;
}
