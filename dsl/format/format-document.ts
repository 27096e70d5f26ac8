import { isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import { hasErrors } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { findPair, scalarText } from '../documents/build-value.ts';
import { loadDocument } from '../documents/load-document.ts';
import { isDocumentKind, schemaOf } from '../documents/schemas/index.ts';
import type { JsonSchema } from '../documents/schemas/index.ts';
import type { SourceFile } from '../documents/source-file.ts';
import type { Stretch } from '../documents/split-documents.ts';
import { readYaml } from '../documents/yaml/read-yaml.ts';
import { isSameDocument } from './same-document.ts';
import { findUnreadExpressions } from './unread-expressions.ts';
import { writeDocument } from './write-document.ts';

export interface FormattedDocument {
  /** Absent where the document is left as it is. */
  readonly lines?: readonly string[];
  /** What could not be read, and is left as it is for that. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One document of a file in its canonical form, after a `separator` line if there is one. */
export function formatDocument(
  file: SourceFile,
  stretch: Stretch,
  index: number,
  separator: string | undefined,
): FormattedDocument {
  const yaml = readYaml(file, stretch.start, stretch.end);
  const root = yaml.contents;
  if (hasErrors(yaml.diagnostics) || !isMap(root) || !hasPlainKeys(root))
    return { diagnostics: errorsOf(file, stretch, index) };
  const source = yaml.text.text;
  const schema = schemaOfDocument(root);
  const lines = writeDocument(root, source, schema, separator);
  const diagnostics = findUnreadExpressions(root, schema, file, yaml.text);
  // A formatter must never change what a rule says: should it ever be about to, the text stays the author's.
  return isSameDocument(source, `${lines.join('\n')}\n`, schema) ? { lines, diagnostics } : { diagnostics };
}

function errorsOf(file: SourceFile, stretch: Stretch, index: number): readonly Diagnostic[] {
  return loadDocument(file, stretch, index).diagnostics.filter(({ severity }) => severity === 'error');
}

/** The schema of the document's kind; documents of no known kind have no expressions that could be found. */
export function schemaOfDocument(root: Node): JsonSchema {
  const kind = findPair(root, 'kind')?.value;
  const name = isScalar(kind) ? scalarText(kind) : '';
  return isDocumentKind(name) ? schemaOf(name) : {};
}

/** Keys of the language are single words; YAML allows whole collections. */
function hasPlainKeys(node: unknown): boolean {
  if (isMap(node)) return node.items.every(({ key, value }) => isScalar(key) && hasPlainKeys(value));
  return isSeq(node) ? node.items.every(hasPlainKeys) : true;
}
