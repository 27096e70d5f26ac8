import { isMap, isScalar } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, Edit, Fix } from '../diagnostics/diagnostic.ts';
import { oneOf, suggest } from '../diagnostics/suggest.ts';
import { findPair, isNode, keyText, scalarText } from './build-value.ts';
import { createLocate } from './locate.ts';
import { DOCUMENT_KINDS, isDocumentKind, schemaOf } from './schemas/index.ts';
import type { DocumentKind } from './schemas/index.ts';
import type { SourceFile } from './source-file.ts';
import { lineTextEnd, trimmedEnd } from './yaml/balance.ts';
import type { ReadYaml } from './yaml/read-yaml.ts';

/** The text of a field that every document begins with. */
export function headerText({ contents }: ReadYaml, key: string): string | undefined {
  const value = findPair(contents, key)?.value;
  return isScalar(value) ? scalarText(value) : undefined;
}

/** A document that is a list, or a text. */
export function noMapping({ contents, text }: ReadYaml, file: SourceFile): Diagnostic {
  const [start = 0, end = start] = contents?.range ?? [];
  return diagnostic('schema-type', {
    file: file.path,
    range: file.range(text.toFile(start), text.toFile(trimmedEnd(text.text, start, end))),
    message: 'A document is a mapping of keys to values.',
    expected: '`kind: …`, `id: …`, `name: …`, each on a line',
  });
}

/** A `kind` that is missing, or none that there is. */
export function unknownKind(yaml: ReadYaml, file: SourceFile, kind: string | undefined): Diagnostic {
  const root = isNode(yaml.contents) ? yaml.contents : null;
  const location = createLocate(root, file, yaml.text)(['kind']);
  const expected = `one of ${oneOf(DOCUMENT_KINDS)}`;
  if (kind === undefined) {
    const [start = 0] = root?.range ?? [];
    const meant = misspeltKind(yaml, file);
    const likely = meant === undefined ? likelyKind(yaml) : undefined;
    const range =
      meant?.range ??
      location.keyRange ??
      file.range(yaml.text.toFile(start), yaml.text.toFile(lineTextEnd(yaml.text.text, start)));
    return diagnostic('schema-missing-field', {
      file: file.path,
      range,
      message: `A document needs a \`kind\`.${meant === undefined ? '' : ` Did you mean \`kind\` by \`${meant.text}\`?`}${likely === undefined ? '' : ` Its fields are those of a \`${likely}\`.`}`,
      expected,
      fixes:
        meant === undefined
          ? addKind(likely, yaml, file)
          : [{ title: 'Write `kind`', edits: [{ ...meant, text: 'kind' }] }],
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

/** The one kind whose documents may have all these fields, and must have the most of them. */
function likelyKind({ contents }: ReadYaml): DocumentKind | undefined {
  const keys = isMap(contents) ? contents.items.map(keyText).filter(key => !COMMON_FIELDS.has(key)) : [];
  const fitting = DOCUMENT_KINDS.flatMap(kind => {
    const { properties = {}, required = [] } = schemaOf(kind);
    if (!keys.every(key => Object.hasOwn(properties, key))) return [];
    return { kind, own: keys.filter(key => required.includes(key)).length };
  }).toSorted((a, b) => b.own - a.own);
  const [best, next] = fitting;
  return best !== undefined && best.own > (next?.own ?? 0) ? best.kind : undefined;
}

/** What says nothing of the kind. */
const COMMON_FIELDS: ReadonlySet<string> = new Set(['id', 'name', 'description', 'tags']);

function addKind(
  kind: DocumentKind | undefined,
  { contents, text }: ReadYaml,
  file: SourceFile,
): readonly Fix[] {
  if (kind === undefined || !isMap(contents) || contents.flow === true || !contents.range) return [];
  const start = text.toFile(contents.range[0]);
  return [{ title: `Add \`kind: ${kind}\``, edits: [file.edit(start, start, `kind: ${kind}\n`)] }];
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
