import { parseDocument } from 'yaml';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { countSyntaxErrors } from './count-syntax-errors.ts';
import type { LoadResult } from './document.ts';
import { fieldNames, outerFieldNames } from './schemas/field-names.ts';
import { brokenLines, isKeyless, isNoText, isUnread, maySlip } from './slip-signs.ts';
import type { SourceFile } from './source-file.ts';
import type { Stretch } from './split-documents.ts';
import type { Splice } from './yaml/edited-text.ts';
import { readingEffort } from './yaml/read-yaml.ts';
import type { StructureRepair } from './yaml/structure-repair.ts';
import { structureRepairs } from './yaml/structure-repairs.ts';

/** Reads the document with some of its text replaced; places stay those of the file. */
type Read = (splices: readonly Splice[]) => LoadResult;

/** More would be felt while typing. */
const MAX_TRIES = 160;
const MAX_READS = 40;
const MAX_TRIED = 300_000;

/** So many problems have more than one cause. */
const MAX_EXPLAINED = 25;

/** So many places that YAML stumbles over are no slip of one sign. */
const MAX_STUMBLES = 300;

/** Keys after keys on one line are no slip of one sign, and take long to be read again and again. */
const KEYS_IN_A_ROW = /(?:[^\s:]{0,40}: (?:- )?){12}/;

/**
 * Where the slip of one sign explains all that is wrong with a document, that slip is the one problem, and the rest is
 * read as if it had not happened. What has an explanation with a sound fix of its own keeps it.
 */
export function mendStructure(found: LoadResult, file: SourceFile, stretch: Stretch, read: Read): LoadResult {
  const errors = found.diagnostics.filter(isError);
  if (errors.length === 0 || errors.length > MAX_EXPLAINED) return found;
  const text = file.text.slice(stretch.start, stretch.end);
  const stumbles = yamlErrors(text);
  if (stumbles > MAX_STUMBLES) return found;
  const syntaxErrors = syntaxErrorsOf(found);
  const isSound = (read: LoadResult) =>
    read.document !== undefined && !read.diagnostics.some(isError) && syntaxErrorsOf(read) <= syntaxErrors;
  const kind = found.document?.kind ?? found.faulty?.kind;
  const fields = fieldNames(kind);
  const [only] = errors;
  const fixed = errors.length === 1 ? withFix(only, file, stretch, read) : undefined;
  const mends = fixed !== undefined && isSound(fixed);
  const withOwnFix = mends && isUnread(found) ? { ...fixed, diagnostics: found.diagnostics } : found;
  // A kind that was cut off, by a comment for example, is no kind that was forgotten.
  const hidesKind = kind === undefined && /kind\s*:/.test(text);
  if (mends && only !== undefined && !hidesKind && !isDoubtful(only, file, fields)) return withOwnFix;
  if (!errors.some(problem => maySlip(problem, errors, file))) return withOwnFix;
  if (KEYS_IN_A_ROW.test(text)) return withOwnFix;
  const broken = brokenLines(text, outerFieldNames(kind)).slice(0, 2);
  const places = new Set([...broken, ...placesOf(errors).map(offset => offset - stretch.start)]);
  // Each place has its share, so that none is never looked at.
  const reads = Math.ceil(MAX_READS / places.size);
  const effort = readingEffort(text, stumbles);
  const tries = Math.ceil(Math.min(MAX_TRIES, MAX_TRIED / effort) / places.size);
  for (const around of places) {
    const readable = readableRepairs(text, around, fields, tries);
    for (const repair of take(readable, reads)) {
      const mended = read(repair.splices);
      if (isSound(mended)) return reported(repair, mended, file, stretch);
    }
  }
  return withOwnFix;
}

/** Those of the first `tries` that YAML can read. */
function* readableRepairs(
  text: string,
  around: number,
  fields: readonly string[],
  tries: number,
): Generator<StructureRepair, void> {
  for (const repair of take(structureRepairs(text, around, fields), tries)) {
    if (isYaml(spliced(text, repair.splices))) yield repair;
  }
}

function* take<Item>(items: Iterable<Item>, count: number): Generator<Item, void> {
  let left = count;
  for (const item of items) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}

/** A fix may make a document readable and yet hide what is wrong with it. */
const isDoubtful = (problem: Diagnostic, file: SourceFile, fields: readonly string[]) =>
  (problem.code === 'schema-unknown-field' && isKeyless(problem)) || isNoText(problem, file, fields);

const isYaml = (text: string) => yamlErrors(text) === 0;

const yamlErrors = (text: string) =>
  parseDocument(text, { prettyErrors: false, uniqueKeys: false }).errors.length;

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

const syntaxErrorsOf = ({ document }: LoadResult) =>
  document === undefined ? 0 : countSyntaxErrors(document);
