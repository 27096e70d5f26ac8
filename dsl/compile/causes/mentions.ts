import type { Diagnostic, DiagnosticCode, Range } from '../../diagnostics/index.ts';
import type { DocumentPath, LoadedDocument } from '../../documents/index.ts';
import { meets } from './document-owners.ts';

/** The names that a problem has to do with: those written at its place, and the keys that it stands under. */
export function mentionsIn(
  document: LoadedDocument | undefined,
  { range, code, message }: Diagnostic,
): readonly string[] {
  if (document === undefined) return [];
  // What a setting needs of an event is named nowhere but in the message.
  const [, stream] = code === 'name-unknown-attribute' ? (/`([^`]+)`/.exec(message) ?? []) : [];
  const path = pathAt(document, document.value, [], range);
  const told = [...(stream === undefined ? [] : [stream]), ...namesOfStory(document, path)];
  const { expression } = document.locate(path);
  // An attribute is one of a stream, and a type follows from names, that stand elsewhere in the text.
  const counts = (start: number, end: number) =>
    !IN_PLACE.has(code) ||
    path[0] === 'trigger' ||
    (expression !== undefined && meets(expression.rangeIn(start, end), range));
  if (expression === undefined)
    return [...told, ...path.map(String), ...(IN_PLACE.has(code) ? [] : namesBelow(document.value, path))];
  return [...told, ...path.map(String), ...namesOf(expression.text, counts)];
}

/** What a story says of an event is of the event’s kind, and a key of what it takes for given is an expression. */
function namesOfStory({ kind, value }: LoadedDocument, [field, step, part]: DocumentPath): readonly string[] {
  if (kind !== 'test') return [];
  if (field === 'given') return namesIn(String(step));
  const told = typeof step === 'number' && part === 'value' ? value.steps[step] : undefined;
  return told !== undefined && 'event' in told ? [told.event] : [];
}

/** Codes that are about the very words they stand at. */
const IN_PLACE: ReadonlySet<DiagnosticCode> = new Set([
  'name-unknown', 'name-unknown-event', 'name-unknown-reference', 'function-unknown',
]); // prettier-ignore

/** Every name in the texts of a part of a document. */
function namesBelow(value: unknown, [step, ...rest]: DocumentPath): readonly string[] {
  if (typeof value === 'string') return namesIn(value);
  if (typeof value !== 'object' || value === null) return [];
  const parts: readonly unknown[] = step === undefined ? Object.values(value) : [Reflect.get(value, step)];
  return parts.flatMap(part => namesBelow(part, rest));
}

/** Every name in a text, those inside quotes too. */
export const namesIn = (text: string): readonly string[] => namesOf(text, () => true);

const NAME = /(?<!\w)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g;

function namesOf(text: string, counts: (start: number, end: number) => boolean): readonly string[] {
  return [...text.matchAll(NAME)]
    .filter(({ index, 0: name }) => counts(index, index + name.length))
    .map(([name]) => name);
}

/** The innermost value, or its key, that the place lies in. */
function pathAt(document: LoadedDocument, value: unknown, path: DocumentPath, range: Range): DocumentPath {
  if (typeof value !== 'object' || value === null) return path;
  const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value);
  for (const [step, child] of children) {
    const { range: own, keyRange } = document.locate([...path, step]);
    if (contains(own, range) || (keyRange !== undefined && contains(keyRange, range)))
      return pathAt(document, child, [...path, step], range);
  }
  return path;
}

const contains = (outer: Range, inner: Range) =>
  outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset;
