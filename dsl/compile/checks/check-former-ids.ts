import type { Fix } from '../../diagnostics/index.ts';
import type { DocumentOf, LoadedDocument } from '../../documents/document.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

type Renamed = DocumentOf<'mission'> | DocumentOf<'badge'> | DocumentOf<'tier'>;

/**
 * Former ids (`was`) of one kind: each belongs to one rule, and to none that is still there. With both, two rules
 * would hold one award; so a circle of renames cannot arise either.
 */
export function checkFormerIds(documents: readonly Renamed[], fields: FieldCompiler): void {
  const present = new Map(documents.map(document => [document.id, document]));
  const claimed = new Map<string, Renamed>();
  for (const document of documents) {
    for (const [index, id] of (document.value.was ?? []).entries()) {
      const path = ['was', index];
      const other = present.get(id);
      const first = claimed.get(id);
      const report = (code: 'was-in-use' | 'was-twice', message: string): void => {
        fields.report(document, path, code, message, 'a former id', [leaveOut(document, index)]);
      };
      if (other !== undefined) report('was-in-use', inUse(document, id, other));
      else if (first !== undefined) report('was-twice', twice(document, id, first));
      else claimed.set(id, document);
    }
  }
}

function leaveOut(document: Renamed, index: number): Fix {
  const { was = [] } = document.value;
  const { range } = document.locate(['was']);
  const text = `[${was.filter((_, other) => other !== index).join(', ')}]`;
  return { title: `Leave out \`${was[index] ?? ''}\``, edits: [{ file: document.file, range, text }] };
}

function inUse({ kind, id: own }: Renamed, id: string, other: LoadedDocument): string {
  return id === own
    ? `\`${id}\` is the present id of this ${kind}: \`was\` names former ones.`
    : `\`${id}\` is the id of another ${kind} (${placeOf(other)}), so this one cannot have been called so.`;
}

function twice({ kind, id: own }: Renamed, id: string, first: Renamed): string {
  return first.id === own
    ? `\`${id}\` stands twice.`
    : `The ${kind} \`${first.id}\` (${placeOf(first)}) was called \`${id}\` already: only one can take over what it held.`;
}

function placeOf(document: LoadedDocument): string {
  return `${document.file}, line ${document.locate(['id']).range.start.line}`;
}
