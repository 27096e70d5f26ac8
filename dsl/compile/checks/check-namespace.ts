import type { DocumentPath, LoadedDocument } from '../../documents/index.ts';
import { KEYWORD_TOKENS } from '../../syntax/tokens.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';
import { writeValue } from '../fields/field-fixes.ts';

/** Kinds whose documents expressions name by their id, in one namespace without hiding. */
const NAMING_KINDS: ReadonlySet<string> = new Set(['metric', 'parameter', 'table', 'score', 'segment']);

/** What the platform itself brings into every expression, and a mission into its own. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  points_balance: 'the customer’s points',
  points_pending: 'the customer’s points',
  tier: 'the customer’s tier',
  active_missions: 'the number of running missions',
  first_seen: 'the time of the first event',
  level: 'the level of a mission',
  target: 'the target of a mission',
  progress: 'the progress of a mission',
  segment: 'the segment of a mission',
  weighted: 'the weighted mean of a score',
};

/** Names that would hide each other, and names that no expression could say. */
export function checkNamespace(documents: readonly LoadedDocument[], fields: FieldCompiler): void {
  const holders = new Map<string, LoadedDocument>();
  const naming = documents.filter(({ kind }) => NAMING_KINDS.has(kind));
  for (const document of naming) {
    const { id } = document;
    const holder = holders.get(id);
    if (holder === undefined) holders.set(id, document);
    // Two of one kind are reported as a doubled id.
    if (holder?.kind === document.kind) continue;
    checkName(document, ['id'], id, holder, fields);
  }
  for (const document of documents) {
    if (document.kind !== 'mission') continue;
    for (const name of Object.keys(document.value.fixed ?? {})) {
      checkName(document, ['fixed', name], name, holders.get(name), fields);
    }
  }
}

function checkName(
  document: LoadedDocument,
  path: DocumentPath,
  name: string,
  holder: LoadedDocument | undefined,
  fields: FieldCompiler,
): void {
  const free = path.length === 1 ? `${name}_${document.kind}` : undefined;
  const fixes = () => writeValue(document, path, free);
  if (KEYWORD_TOKENS.has(name)) {
    const message = `\`${name}\` is a word of the language, so no expression could name it.`;
    fields.report(document, path, 'name-reserved', message, 'another name', fixes());
    return;
  }
  const own = Object.hasOwn(OWN_NAMES, name) ? OWN_NAMES[name] : undefined;
  const taken = own ?? (holder && `the ${holder.kind} “${holder.name}” (${placeOf(holder)})`);
  if (taken === undefined) return;
  const message = `\`${name}\` is already the name of ${taken}: one of them would hide the other.`;
  fields.report(document, path, 'name-taken', message, 'a name of its own', fixes());
}

function placeOf(document: LoadedDocument): string {
  return `${document.file}, line ${document.locate(['id']).range.start.line}`;
}
