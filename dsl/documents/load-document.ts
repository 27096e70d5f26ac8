import { isMap } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isMisreading } from '../diagnostics/order.ts';
import { findBareWords } from './bare-words.ts';
import { buildValue, isNode } from './build-value.ts';
import type { LoadedDocument, LoadResult } from './document.ts';
import { headerText, noMapping, unknownKind } from './document-kind.ts';
import { findCutProse } from './cut-prose.ts';
import { createLocate } from './locate.ts';
import { mendStructure } from './mend-structure.ts';
import { reportProblem } from './report-problem.ts';
import { isDocumentKind, schemaOf } from './schemas/index.ts';
import type { DocumentKind } from './schemas/index.ts';
import type { SourceFile } from './source-file.ts';
import { findThousands } from './find-thousands.ts';
import type { Stretch } from './split-documents.ts';
import { validateDocument } from './validation/validate.ts';
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
  const name = headerText(yaml, 'name');
  const kind = headerText(yaml, 'kind');
  const lost = (diagnostics: readonly Diagnostic[]): LoadResult => ({
    faulty: {
      file: file.path,
      index,
      ...(kind !== undefined && isDocumentKind(kind) ? { kind } : {}),
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name }),
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
  const bareWords = findBareWords(root, file, yaml.text);
  const diagnostics = [
    // What seems to be missing may stand in the text that YAML misread.
    ...problems.filter(({ code }) => !misread || code !== 'schema-missing-field'),
    ...bareWords.filter(word => !problems.some(problem => isAtSamePlace(word, problem))),
    ...findThousands(root, schemaOf(kind), file, yaml.text),
    ...findCutProse(root, schemaOf(kind), file, yaml.text),
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

const isAtSamePlace = ({ range }: Diagnostic, other: Diagnostic): boolean =>
  range.start.offset === other.range.start.offset && range.end.offset === other.range.end.offset;
