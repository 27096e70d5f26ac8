import { isMap, isScalar } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic.ts';
import { oneOf, suggest } from '../diagnostics/suggest.ts';
import { findPair, isNode, scalarText } from './build-value.ts';
import { createLocate } from './locate.ts';
import { DOCUMENT_KINDS, isDocumentKind } from './schemas/index.ts';
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
