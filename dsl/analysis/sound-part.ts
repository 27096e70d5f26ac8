import { createOwners } from '../compile/causes/document-owners.ts';
import { namesIn } from '../compile/causes/mentions.ts';
import { createTextMemo } from '../compile/expressions/text-memo.ts';
import { createFieldCompiler } from '../compile/fields/field-compiler.ts';
import { compileDocuments } from '../compile/program.ts';
import type { Compiled } from '../compile/program.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { DocumentOf, LoadedDocument } from '../documents/index.ts';
import type { Program } from '../program/program.ts';

export type CompiledProgram = Compiled & { readonly program: Program };

/** A chain of rules that name each other is hardly longer. */
const MAX_ROUNDS = 10;

/** Texts that were compiled at the last time need not be again. */
const memo = createTextMemo();

/**
 * Of rules with errors the part that compiles without the rest: a document with an error goes, and then whatever cannot
 * be compiled without it. Stories go too, since nothing follows from them. Undefined where nothing can be said.
 */
export function soundPart({ documents, diagnostics, lost }: Compiled): CompiledProgram | undefined {
  // What cannot be read at all may be an event, which others count by its family.
  if (lost.some(({ kind, id }) => kind === undefined || (kind === 'event' && id === undefined)))
    return undefined;
  const lostEvents = lost.flatMap(({ kind, id }) => (kind === 'event' && id !== undefined ? [id] : []));
  let sound = withoutFamilies(
    documents.filter(({ kind }) => kind !== 'test'),
    lostEvents,
  );
  let problems = diagnostics;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const left = withoutFaults(sound, problems);
    if (round > 0 && left.length === sound.length && left.every((document, at) => document === sound[at]))
      return undefined;
    sound = left;
    if (!sound.some(({ kind }) => kind === 'policy')) return undefined;
    const fields = createFieldCompiler({ compileText: memo.compile });
    const { program, ...compiled } = compileDocuments(
      { documents: sound, faulty: [], diagnostics: [] },
      fields,
    );
    if (program !== undefined) {
      memo.forgetUnused();
      return { ...compiled, program: program() };
    }
    problems = compiled.diagnostics;
  }
  return undefined;
}

function withoutFaults(
  documents: readonly LoadedDocument[],
  problems: readonly Diagnostic[],
): readonly LoadedDocument[] {
  const ownerOf = createOwners(documents);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const faulty = new Set(errors.map(ownerOf));
  const policy = documents.find(document => document.kind === 'policy');
  const left = documents.flatMap(document => {
    if (document === policy) return withoutFields(document, errors);
    return faulty.has(document) || !document.complete ? [] : [document];
  });
  const events = documents.filter(document => document.kind === 'event' && !left.includes(document));
  return withoutFamilies(
    left,
    events.map(({ id }) => id),
  );
}

/** Without a policy nothing compiles: of a faulty one only the fields go that have the faults. */
function withoutFields(
  document: DocumentOf<'policy'>,
  errors: readonly Diagnostic[],
): readonly LoadedDocument[] {
  const isFaulty = (field: string): boolean => {
    const { range, keyRange = range } = document.locate([field]);
    return errors.some(
      error =>
        error.file === document.file &&
        keyRange.start.offset <= error.range.start.offset &&
        error.range.start.offset <= range.end.offset,
    );
  };
  const { kind, id, name, time, ...optional } = document.value;
  const kept = Object.fromEntries(Object.entries(optional).filter(([field]) => !isFaulty(field)));
  if (Object.keys(kept).length === Object.keys(optional).length && !isFaulty('time')) return [document];
  const zone = { zone: 'UTC' };
  return [{ ...document, value: { kind, id, name, time: isFaulty('time') ? zone : time, ...kept } }];
}

/** Without those that count events by a family of which one is not there: `usage` for `usage.data`. */
function withoutFamilies(
  documents: readonly LoadedDocument[],
  events: readonly string[],
): readonly LoadedDocument[] {
  const families = new Set(
    events.flatMap(id => id.split('.').map((_, index, words) => words.slice(0, index + 1).join('.'))),
  );
  if (families.size === 0) return documents;
  return documents.filter(
    ({ kind, value }) =>
      (kind === 'event' && !('of' in value)) ||
      !namesIn(JSON.stringify(value)).some(name => families.has(name)),
  );
}
