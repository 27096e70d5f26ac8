import type { Fix } from '../../diagnostics/index.ts';
import type { LoadedDocument } from '../../documents/index.ts';
import { removeDocument } from '../../documents/edit-entries.ts';
import type { FieldCompiler } from '../fields/field-compiler.ts';

/** Exactly one policy says how missions are allotted. */
export function checkPolicies(documents: readonly LoadedDocument[], fields: FieldCompiler): void {
  const [policy, ...others] = documents.filter(({ kind }) => kind === 'policy');
  if (policy === undefined) reportNone(documents, fields);
  for (const other of others) {
    const { line } = policy?.locate(['id']).range.start ?? { line: 1 };
    const message = `There is a policy already, \`${policy?.id ?? ''}\` in ${policy?.file ?? ''}, line ${line}.`;
    const edit = removeDocument(other, documents);
    const fixes = edit === undefined ? [] : [{ title: `Remove \`${other.id}\``, edits: [edit] }];
    fields.report(other, ['id'], 'program-several-policies', message, 'one `kind: policy`', fixes);
  }
}

const POLICY = 'kind: policy\nid: policy\nname: Policy\ntime: { zone: UTC }\n---\n';

function reportNone(documents: readonly LoadedDocument[], fields: FieldCompiler): void {
  const [first] = documents;
  if (first === undefined) return;
  const { start } = first.locate([]).range;
  const edit = { file: first.file, range: { start, end: start }, text: POLICY };
  const fixes: readonly Fix[] = start.column === 1 ? [{ title: 'Add a policy', edits: [edit] }] : [];
  const message = 'The rules have no policy, so nothing says how missions are allotted.';
  fields.report(first, ['id'], 'program-no-policy', message, 'one `kind: policy`', fixes);
}
