import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import { diagnostic } from '../diagnostics/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { scalarText } from '../documents/build-value.ts';
import { createExpressionText } from '../documents/expression-text.ts';
import { branches, itemSchemas, propertySchemas } from '../documents/schemas/json-schema.ts';
import type { JsonSchema } from '../documents/schemas/json-schema.ts';
import type { SourceFile } from '../documents/source-file.ts';
import type { EditedText } from '../documents/yaml/edited-text.ts';
import { canonicalText, roleOf } from './canonical-text.ts';

/** The expressions of a document that cannot be parsed, so that they keep the author's spelling. */
export function findUnreadExpressions(
  root: unknown,
  schema: JsonSchema,
  file: SourceFile,
  source: EditedText,
): readonly Diagnostic[] {
  return find(root, branches(schema), false);

  function find(node: unknown, schemas: readonly JsonSchema[], inFlow: boolean): readonly Diagnostic[] {
    const below = inFlow || (isCollection(node) && node.flow === true);
    if (isMap(node)) {
      return node.items.flatMap(({ key, value }) =>
        find(value, isScalar(key) ? propertySchemas(schemas, scalarText(key)) : [], below),
      );
    }
    if (isSeq(node)) return node.items.flatMap(item => find(item, itemSchemas(schemas), below));
    const role = roleOf(schemas);
    if (!isScalar(node) || role === undefined) return [];
    const expression = createExpressionText(node, file, source, inFlow);
    return canonicalText(expression.text, role).problems.map(problem =>
      diagnostic(problem.code, {
        file: file.path,
        range: expression.rangeIn(problem.span.start, problem.span.end),
        message: problem.message,
        expected: problem.expected,
      }),
    );
  }
}
