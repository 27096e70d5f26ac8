import { parseDocument } from 'yaml';
import { isExpression } from '../syntax/parse-expression.ts';
import { isMisreading } from '../diagnostics/order.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SCHEMAS, schemasAt, schemaOf } from './schemas/index.ts';
import type { DocumentKind, JsonSchema } from './schemas/index.ts';
import type { DocumentPath, LoadedDocument, LoadResult } from './document.ts';
import type { SourceFile } from './source-file.ts';
import type { Stretch } from './split-documents.ts';
import type { Splice } from './yaml/edited-text.ts';
import { structureRepairs } from './yaml/structure-repairs.ts';
import type { StructureRepair } from './yaml/structure-repairs.ts';

/** Reads the document with some of its text replaced; places stay those of the file. */
type Read = (splices: readonly Splice[]) => LoadResult;

/** More would be felt while typing. */
const MAX_TRIES = 100;
const MAX_READS = 30;
const MAX_TRIED_LENGTH = 150_000;

/** So many problems have more than one cause. */
const MAX_EXPLAINED = 8;

/**
 * Where the slip of one sign explains all that is wrong with a document, that slip is the one problem, and the rest is
 * read as if it had not happened. What has an explanation with a sound fix of its own keeps it.
 */
export function mendStructure(found: LoadResult, file: SourceFile, stretch: Stretch, read: Read): LoadResult {
  const errors = found.diagnostics.filter(isError);
  if (errors.length === 0 || errors.length > MAX_EXPLAINED) return found;
  const syntaxErrors = syntaxErrorsOf(found.document);
  const isSound = ({ document, diagnostics }: LoadResult) =>
    document !== undefined && !diagnostics.some(isError) && syntaxErrorsOf(document) <= syntaxErrors;
  const fixed = errors.length === 1 ? withFix(errors[0], file, stretch, read) : undefined;
  const [only] = errors;
  // A `:` without its key may have lost it to the line above.
  const isKeyless =
    only?.code === 'schema-unknown-field' && only.range.start.offset === only.range.end.offset;
  if (fixed !== undefined && !isKeyless && isSound(fixed)) {
    return isUnread(found) ? { ...fixed, diagnostics: found.diagnostics } : found;
  }
  if (!errors.some(problem => mayBeSlip(problem, file))) return found;
  const fields = fieldsOf(found.document?.kind ?? found.faulty?.kind);
  const text = file.text.slice(stretch.start, stretch.end);
  let reads = MAX_READS;
  let tries = Math.min(MAX_TRIES, MAX_TRIED_LENGTH / text.length);
  for (const around of placesOf(errors)) {
    for (const repair of structureRepairs(text, around - stretch.start, fields)) {
      if (tries <= 0 || reads <= 0) return found;
      tries -= 1;
      if (!isYaml(spliced(text, repair.splices))) continue;
      reads -= 1;
      const mended = read(repair.splices);
      if (isSound(mended)) return reported(repair, mended, file, stretch);
    }
  }
  return found;
}

const SLIPS: ReadonlySet<string> = new Set([
  'yaml-syntax', 'yaml-unclosed', 'yaml-tab', 'yaml-indent', 'yaml-blank', 'yaml-indicator', 'yaml-colon', 'yaml-duplicate-key', 'schema-empty',
]); // prettier-ignore

/** Whether YAML or the kind keep it from being read as it was meant; schemas leave out what does not fit. */
const isUnread = ({ faulty, diagnostics }: LoadResult) =>
  diagnostics.some(problem => isMisreading(problem) || problem.code === 'schema-unknown-kind') ||
  (faulty !== undefined && faulty.kind === undefined);

/** Also a key that no hand would write: `name Foo` without its colon. */
const mayBeSlip = ({ code, range }: Diagnostic, { text }: SourceFile) =>
  SLIPS.has(code) ||
  (code === 'schema-missing-field' && /^---\S/.test(text.slice(range.start.offset))) ||
  (code === 'schema-value' && range.start.offset === range.end.offset) ||
  (code === 'schema-unknown-field' && /^[ \t]+:/.test(text.slice(range.end.offset))) ||
  (code === 'schema-unknown-field' && !/^[\w.]+$/.test(text.slice(range.start.offset, range.end.offset)));

const isYaml = (text: string) =>
  parseDocument(text, { prettyErrors: false, uniqueKeys: false }).errors.length === 0;

const spliced = (text: string, splices: readonly Splice[]) =>
  splices.reduceRight(
    (result, { start, end, text: added }) => result.slice(0, start) + added + result.slice(end),
    text,
  );

const isError = ({ severity }: Diagnostic) => severity === 'error';

function withFix(
  problem: Diagnostic | undefined,
  file: SourceFile,
  stretch: Stretch,
  read: Read,
): LoadResult | undefined {
  const edits = problem?.fixes[0]?.edits ?? [];
  if (edits.length === 0) return undefined;
  return read(
    edits.map(({ range, text }) => ({
      start: range.start.offset - stretch.start,
      end: range.end.offset - stretch.start,
      text,
    })),
  );
}

/** The first two places; a field that is missed is missed at no place of its own. */
function placesOf(errors: readonly Diagnostic[]): readonly number[] {
  const placed = errors.filter(({ code }) => code !== 'schema-missing-field');
  const offsets = (placed.length > 0 ? placed : errors).map(({ range }) => range.start.offset);
  return [...new Set(offsets.toSorted((a, b) => a - b))].slice(0, 2);
}

function reported(
  { message, title, start, end, splices }: StructureRepair,
  mended: LoadResult,
  file: SourceFile,
  stretch: Stretch,
): LoadResult {
  const at = (offset: number) => stretch.start + offset;
  const edits = splices.map(splice => file.edit(at(splice.start), at(splice.end), splice.text));
  const slip = diagnostic('yaml-syntax', {
    file: file.path,
    range: file.range(at(start), at(end)),
    message,
    fixes: [{ title, edits }],
  });
  return { ...mended, diagnostics: [slip, ...mended.diagnostics] };
}

function syntaxErrorsOf(document: LoadedDocument | undefined): number {
  if (document === undefined) return 0;
  return expressionsIn(document.value, [], schemaOf(document.kind)).filter(text => !isExpression(text))
    .length;
}

function expressionsIn(value: unknown, path: DocumentPath, schema: JsonSchema): readonly string[] {
  if (typeof value === 'string') {
    const roles = schemasAt(schema, path).flatMap(place => place['x-expression'] ?? []);
    return roles.length > 0 && !roles.includes('stream') ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return children.flatMap(([step, child]: [string | number, unknown]) =>
    expressionsIn(child, [...path, step], schema),
  );
}

/** Every key that a document of the kind can have, its own fields first; of any kind where it is not known. */
function fieldsOf(kind: DocumentKind | undefined): readonly string[] {
  const known = FIELDS.get(kind);
  if (known !== undefined) return known;
  const schemas: readonly unknown[] = kind === undefined ? Object.values(SCHEMAS) : [schemaOf(kind)];
  const names = [...new Set(schemas.flatMap(namesIn))];
  FIELDS.set(kind, names);
  return names;
}

const FIELDS = new Map<DocumentKind | undefined, readonly string[]>();

function namesIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object'
      ? Object.keys(schema.properties ?? {})
      : [];
  return [...own, ...Object.values(schema).flatMap(namesIn)];
}
