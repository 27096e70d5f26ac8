import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { keyText } from './build-value.ts';
import { branches, itemSchemas, propertySchemas } from './schemas/json-schema.ts';
import type { JsonSchema } from './schemas/json-schema.ts';
import type { SourceFile } from './source-file.ts';
import { lineTextEnd } from './yaml/balance.ts';
import type { EditedText } from './yaml/edited-text.ts';
import { inQuotes } from './yaml/trap.ts';

/** One blank before the `#` and none after it: comments are written `text  # comment`. */
const NUMBER_SIGN = /^ (?=#[\p{L}\p{N}])/u;

/** Unquoted names and sentences that a `#` cuts off, though it hardly begins a comment: `name: Hero #1 badge`. */
export function findCutProse(
  root: unknown,
  schema: JsonSchema,
  file: SourceFile,
  source: EditedText,
): readonly Diagnostic[] {
  return proseIn(root, branches(schema), false).flatMap(({ scalar, inFlow }) => {
    const [start, cut] = scalar.range ?? [0, 0];
    if (scalar.type !== Scalar.PLAIN || !NUMBER_SIGN.test(source.text.slice(cut, cut + 4))) return [];
    const line = source.text.slice(start, lineTextEnd(source.text, cut));
    const meant = inFlow ? line.replace(/,$/, '') : line;
    const [from, sign, to] = [start, cut, start + meant.length].map(offset => source.toFile(offset));
    if (from === undefined || sign === undefined || to === undefined) return [];
    return diagnostic('yaml-comment', {
      file: file.path,
      range: file.range(from, to),
      message: `\` #\` in an unquoted text starts a comment: only \`${source.text.slice(start, cut)}\` is read.`,
      fixes: [
        { title: `Put it in quotes: ${inQuotes(meant)}`, edits: [file.edit(from, to, inQuotes(meant))] },
        { title: 'Write it as a comment', edits: [file.edit(sign, sign + ' #'.length, '  # ')] },
      ],
    });
  });
}

interface Prose {
  readonly scalar: Scalar;
  readonly inFlow: boolean;
}

function proseIn(node: unknown, schemas: readonly JsonSchema[], inFlow: boolean): readonly Prose[] {
  if (isScalar(node)) return schemas.some(isProse) ? [{ scalar: node, inFlow }] : [];
  if (isSeq(node)) {
    const items = itemSchemas(schemas);
    return node.items.flatMap(item => proseIn(item, items, inFlow || node.flow === true));
  }
  if (!isMap(node)) return [];
  return node.items.flatMap(pair =>
    proseIn(pair.value, propertySchemas(schemas, keyText(pair)), inFlow || node.flow === true),
  );
}

/** Any text: no expression, no id, none of some words. */
const isProse = (schema: JsonSchema): boolean =>
  schema.type === 'string' &&
  schema.pattern === undefined &&
  schema.enum === undefined &&
  schema['x-expression'] === undefined;
