import type { Diagnostic } from '../../diagnostics/index.ts';
import { removingDocument } from '../fixes.ts';
import { finding } from '../subject.ts';
import type { Subject } from '../subject.ts';

/** `tier` in expressions is a customer’s level of one ladder: of a second one no rule could speak. */
export function checkLadders(subject: Subject): readonly Diagnostic[] {
  const [first, ...others] = subject.documents.filter(({ kind }) => kind === 'tier');
  return others.flatMap(other => {
    if (first === undefined) return [];
    const place = `${first.file}, line ${first.locate(['id']).range.start.line}`;
    const message = `There is a ladder of tiers already, “${first.name}” (${place}): \`tier\` can be a customer’s level of one only.`;
    const fixes = removingDocument(subject, other);
    return [
      finding('name-taken', { document: other, path: ['id'] }, message, {
        expected: 'one `kind: tier`',
        fixes,
      }),
    ];
  });
}
