import type { Json } from '../build-value.ts';
import type { DocumentPath } from '../document.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { describePath } from './describe.ts';
import type { SchemaError } from './validators.ts';

/** One violation with all that its explanation needs. */
export interface Violation {
  readonly error: SchemaError;
  /** The schema that the keyword stands in, and the value it was held against. */
  readonly schema: JsonSchema;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  readonly subject: string;
}

/** What a message calls the part at the path. */
export const named = (path: DocumentPath, subject: string): string =>
  path.length === 0 ? subject : `\`${describePath(path)}\``;

/** Another word for the key or the value. */
export const writeInstead = (text: string) =>
  ({ kind: 'replace', text, title: `Write \`${text}\`` }) as const;
