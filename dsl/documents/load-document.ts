import { isMap, isScalar } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { oneOf, suggest } from '../diagnostics/suggest.ts';
import { findBareWords } from './bare-words.ts';
import { buildValue, findPair, isNode, scalarText } from './build-value.ts';
import type { FaultyDocument, LoadedDocument } from './document.ts';
import { createLocate } from './locate.ts';
import { reportProblem } from './report-problem.ts';
import { DOCUMENT_KINDS, isDocumentKind, schemaOf } from './schemas/index.ts';
import type { DocumentKind } from './schemas/index.ts';
import type { SourceFile } from './source-file.ts';
import type { Stretch } from './split-documents.ts';
import { validateDocument } from './validation/validate.ts';
import { lineTextEnd, trimmedEnd } from './yaml/balance.ts';
import { readYaml } from './yaml/read-yaml.ts';
import type { ReadYaml } from './yaml/read-yaml.ts';

export interface LoadResult {
  readonly document?: LoadedDocument;
  readonly faulty?: FaultyDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one document of a file: YAML, then its kind, then the kind's schema. */
export function loadDocument(file: SourceFile, stretch: Stretch, index: number): LoadResult {
  const yaml = readYaml(file, stretch.start, stretch.end);
  const id = headerText(yaml, 'id');
  const kind = headerText(yaml, 'kind');
  const lost = (diagnostics: readonly Diagnostic[]): LoadResult => ({
    faulty: {
      file: file.path,
      index,
      ...(kind !== undefined && isDocumentKind(kind) ? { kind } : {}),
      ...(id === undefined ? {} : { id }),
    },
    diagnostics: [...yaml.diagnostics, ...diagnostics],
  });
  if (!yaml.readable) return lost([]);
  if (!isMap(yaml.contents)) return lost([noMapping(yaml, file)]);
  if (kind === undefined || !isDocumentKind(kind)) return lost([unknownKind(yaml, file, kind)]);
  return loadKind(kind, yaml, file, index, lost);
}

function loadKind<Kind extends DocumentKind>(
  kind: Kind,
  yaml: ReadYaml,
  file: SourceFile,
  index: number,
  lost: (diagnostics: readonly Diagnostic[]) => LoadResult,
): LoadResult {
  const root = isNode(yaml.contents) ? yaml.contents : null;
  const validated = validateDocument(kind, renames => buildValue(root, schemaOf(kind), renames));
  const locate = createLocate(root, file, yaml.text, validated.renames);
  const diagnostics = [
    ...validated.problems.map(problem => reportProblem(problem, locate, file)),
    ...findBareWords(root, file, yaml.text),
  ];
  if (!validated.value) return lost(diagnostics);
  const document = {
    file: file.path,
    index,
    kind,
    id: validated.value.id,
    name: validated.value.name,
    value: validated.value,
    complete: validated.complete,
    locate,
  };
  // The kind and its value belong together by construction; a union of kinds cannot say so of a kind that is a parameter.
  return { document: document as LoadedDocument, diagnostics: [...yaml.diagnostics, ...diagnostics] };
}

function headerText({ contents }: ReadYaml, key: string): string | undefined {
  const value = findPair(contents, key)?.value;
  return isScalar(value) ? scalarText(value) : undefined;
}

function noMapping({ contents, text }: ReadYaml, file: SourceFile): Diagnostic {
  const [start = 0, end = start] = contents?.range ?? [];
  return diagnostic('schema-type', {
    file: file.path,
    range: file.range(text.toFile(start), text.toFile(trimmedEnd(text.text, start, end))),
    message: 'A document is a mapping of keys to values.',
    expected: '`kind: …`, `id: …`, `name: …`, each on a line',
  });
}

function unknownKind(yaml: ReadYaml, file: SourceFile, kind: string | undefined): Diagnostic {
  const root = isNode(yaml.contents) ? yaml.contents : null;
  const location = createLocate(root, file, yaml.text)(['kind']);
  const expected = `one of ${oneOf(DOCUMENT_KINDS)}`;
  if (kind === undefined) {
    const [start = 0] = root?.range ?? [];
    const range =
      location.keyRange ??
      file.range(yaml.text.toFile(start), yaml.text.toFile(lineTextEnd(yaml.text.text, start)));
    return diagnostic('schema-missing-field', {
      file: file.path,
      range,
      message: 'A document needs a `kind`.',
      expected,
    });
  }
  const [best] = suggest(kind, DOCUMENT_KINDS);
  const edit = best === undefined ? undefined : location.expression?.replace(best);
  return diagnostic('schema-unknown-kind', {
    file: file.path,
    range: location.range,
    message: `\`${kind}\` is no kind of document.${best === undefined ? '' : ` Did you mean \`${best}\`?`}`,
    expected,
    fixes: edit ? [{ title: `Write \`${best}\``, edits: [edit] }] : [],
  });
}
