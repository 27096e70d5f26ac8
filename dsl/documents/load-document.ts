import { isMap, isScalar } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.ts';
import { isMisreading } from '../diagnostics/order.ts';
import { oneOf, suggest } from '../diagnostics/suggest.ts';
import { findBareWords } from './bare-words.ts';
import { buildValue, findPair, isNode, scalarText } from './build-value.ts';
import type { LoadedDocument, LoadResult } from './document.ts';
import { createLocate } from './locate.ts';
import { mendStructure } from './mend-structure.ts';
import { reportProblem } from './report-problem.ts';
import { DOCUMENT_KINDS, isDocumentKind, schemaOf } from './schemas/index.ts';
import type { DocumentKind } from './schemas/index.ts';
import type { SourceFile } from './source-file.ts';
import type { Stretch } from './split-documents.ts';
import { validateDocument } from './validation/validate.ts';
import { lineTextEnd, trimmedEnd } from './yaml/balance.ts';
import type { Splice } from './yaml/edited-text.ts';
import { readYaml } from './yaml/read-yaml.ts';
import type { ReadYaml } from './yaml/read-yaml.ts';

/** Reads one document of a file: YAML, then its kind, then the kind's schema. */
export function loadDocument(file: SourceFile, stretch: Stretch, index: number): LoadResult {
  const read = (splices: readonly Splice[]) => readDocument(file, stretch, index, splices);
  return mendStructure(read([]), file, stretch, read);
}

/** The same with some of its text replaced. */
function readDocument(
  file: SourceFile,
  stretch: Stretch,
  index: number,
  splices: readonly Splice[],
): LoadResult {
  const yaml = readYaml(file, stretch.start, stretch.end, splices);
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
  const misread = yaml.diagnostics.some(isMisreading);
  const problems = validated.problems.map(problem => reportProblem(problem, locate, file));
  const diagnostics = [
    // What seems to be missing may stand in the text that YAML misread.
    ...problems.filter(({ code }) => !misread || code !== 'schema-missing-field'),
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

/** A key whose value is a kind, and which is none of the others. */
function misspeltKind({ contents, text }: ReadYaml, file: SourceFile): Edit | undefined {
  const pairs = isMap(contents) ? contents.items : [];
  for (const { key, value } of pairs) {
    if (!isScalar(key) || !isScalar(value) || !isDocumentKind(scalarText(value)) || !key.range) continue;
    if (suggest('kind', [scalarText(key)]).length === 0) continue;
    return file.edit(text.toFile(key.range[0]), text.toFile(key.range[1]), scalarText(key));
  }
  return undefined;
}

function unknownKind(yaml: ReadYaml, file: SourceFile, kind: string | undefined): Diagnostic {
  const root = isNode(yaml.contents) ? yaml.contents : null;
  const location = createLocate(root, file, yaml.text)(['kind']);
  const expected = `one of ${oneOf(DOCUMENT_KINDS)}`;
  if (kind === undefined) {
    const [start = 0] = root?.range ?? [];
    const meant = misspeltKind(yaml, file);
    const range =
      meant?.range ??
      location.keyRange ??
      file.range(yaml.text.toFile(start), yaml.text.toFile(lineTextEnd(yaml.text.text, start)));
    return diagnostic('schema-missing-field', {
      file: file.path,
      range,
      message: `A document needs a \`kind\`.${meant === undefined ? '' : ` Did you mean \`kind\` by \`${meant.text}\`?`}`,
      expected,
      fixes: meant === undefined ? [] : [{ title: 'Write `kind`', edits: [{ ...meant, text: 'kind' }] }],
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
