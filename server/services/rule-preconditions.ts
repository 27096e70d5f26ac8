import type { RuleFile } from '../../dsl/index.ts';
import { ProblemError, unprocessable } from '../problem.ts';
import { filesApart } from './follow-files.ts';
import { etagOf } from './rule-files.ts';

/** A new text of a file, and the ETag of the text that it takes the place of; null where it makes the file. */
export interface FileChange {
  readonly file: string;
  readonly text: string;
  readonly ifMatch: string | null;
}

/** Refuses changes of which two are of the same file. */
export function checkDistinct(changes: readonly FileChange[]): void {
  const twice = changes.find(({ file }, index) => changes.findIndex(other => other.file === file) < index);
  if (twice) throw unprocessable('files', `"${twice.file}" is there twice.`, 'every file once');
}

/**
 * Refuses the changes where a file is not what its writer read; all such files are named. One that already is what is
 * sent passes: its writer sends it again, since he has not heard that it was written.
 */
export function checkMatches(files: readonly RuleFile[], changes: readonly FileChange[]): void {
  const mismatches = changes.flatMap(change => {
    const file = files.find(({ path }) => path === change.file);
    if (file?.text === change.text) return [];
    const mismatch = mismatchOf(file, change.ifMatch);
    return mismatch ? [{ ...mismatch, file: change.file, etag: file ? etagOf(file.text) : null }] : [];
  });
  const [first] = mismatches;
  if (!first) return;
  const single = changes.length === 1 ? { etag: first.etag ?? undefined } : {};
  throw new ProblemError(first.kind, changes.length === 1 ? first.detail : `${first.file}: ${first.detail}`, {
    ...single,
    conflicts: mismatches.map(({ file, etag }) => ({ file, etag })),
  });
}

type Mismatch = {
  readonly kind: 'precondition-failed' | 'precondition-required';
  readonly detail: string;
};

function mismatchOf(file: RuleFile | undefined, ifMatch: string | null): Mismatch | null {
  if (file === undefined) {
    return ifMatch === null
      ? null
      : { kind: 'precondition-failed', detail: 'The file does not exist any more.' };
  }
  if (ifMatch === null) {
    return {
      kind: 'precondition-required',
      detail: 'The file exists: send the ETag that you read as If-Match.',
    };
  }
  if (ifMatch === '*' || ifMatch === etagOf(file.text)) return null;
  return { kind: 'precondition-failed', detail: 'The file was changed since you read it: read it again.' };
}

/** A node with a folder of its own must not take back what others made live, nor publish what nobody looked at. */
export function checkApart(
  live: readonly RuleFile[],
  folder: readonly RuleFile[],
  changes: readonly FileChange[],
): void {
  const apart = filesApart(live, folder, new Set(changes.map(({ file }) => file)));
  if (apart.length === 0) return;
  throw new ProblemError(
    'conflict',
    `On this node other rule files differ from what is live (${apart.slice(0, 5).join(', ')}${apart.length > 5 ? ' …' : ''}), and would be published with this one. Look at them and run \`cairn publish\`, or bring RULES_DIR to what is live.`,
    { files: apart },
  );
}
