import { ownValue } from '../../program/own-value.ts';
import type { Json } from '../build-value.ts';
import { branches, itemSchemas, propertySchemas } from '../schemas/json-schema.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { DocumentPath } from '../document.ts';
import { describePath } from './describe.ts';
import type { Problem } from './problem.ts';
import { writeInstead } from './violation.ts';

const TRUTHS: Readonly<Record<string, 'true' | 'false'>> = {
  yes: 'true',
  on: 'true',
  no: 'false',
  off: 'false',
};

/** Conditions that are a word which other tools read as true or false: `when: yes`. */
export function findTruthWords(value: Json, schema: JsonSchema): readonly Problem[] {
  return wordsIn(value, branches(schema), []);
}

function wordsIn(value: Json, schemas: readonly JsonSchema[], path: DocumentPath): readonly Problem[] {
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => wordsIn(item, itemSchemas(schemas), [...path, index]));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, field]) =>
      wordsIn(field, propertySchemas(schemas, key), [...path, key]),
    );
  const isCondition = schemas.some(schema => schema['x-expression'] === 'condition');
  const meant =
    typeof value === 'string' && isCondition ? ownValue(TRUTHS, value.trim().toLowerCase()) : undefined;
  return meant === undefined ? [] : [problemOf(String(value), meant, path)];
}

const problemOf = (word: string, meant: 'true' | 'false', path: DocumentPath): Problem => ({
  code: 'schema-value',
  path,
  at: 'value',
  message: `\`${describePath(path)}\` cannot be \`${word}\`: a condition that ${meant === 'true' ? 'always' : 'never'} holds is \`${meant}\`.`,
  expected: `\`${meant}\``,
  remedy: writeInstead(meant),
  recovery: { kind: 'replace', text: meant },
});
