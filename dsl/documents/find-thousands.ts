import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readThousands } from '../syntax/figure-points.ts';
import { keyText } from './build-value.ts';
import { branches, itemSchemas, propertySchemas } from './schemas/json-schema.ts';
import type { JsonSchema } from './schemas/json-schema.ts';
import type { SourceFile } from './source-file.ts';
import type { EditedText } from './yaml/edited-text.ts';

/** Plain numbers, which YAML reads itself, in which a point may part thousands: `points: 50.000`. */
export function findThousands(
  root: unknown,
  schema: JsonSchema,
  file: SourceFile,
  source: EditedText,
): readonly Diagnostic[] {
  return numbersIn(root, branches(schema)).flatMap(scalar => {
    const read = readThousands(scalar.source ?? '');
    if (read === undefined) return [];
    const [from, to] = [0, 1].map(index => source.toFile(scalar.range?.[index] ?? 0));
    if (from === undefined || to === undefined) return [];
    const fixes = read.meant.map(meant => ({
      title: `Write \`${meant}\``,
      edits: [file.edit(from, to, meant)],
    }));
    const { message } = read;
    return diagnostic('figure-thousands', { file: file.path, range: file.range(from, to), message, fixes });
  });
}

function numbersIn(node: unknown, schemas: readonly JsonSchema[]): readonly Scalar[] {
  if (isScalar(node)) return node.type === Scalar.PLAIN && schemas.some(isNumber) ? [node] : [];
  if (isSeq(node)) return node.items.flatMap(item => numbersIn(item, itemSchemas(schemas)));
  if (!isMap(node)) return [];
  return node.items.flatMap(pair => numbersIn(pair.value, propertySchemas(schemas, keyText(pair))));
}

const isNumber = ({ type }: JsonSchema): boolean => type === 'number' || type === 'integer';
