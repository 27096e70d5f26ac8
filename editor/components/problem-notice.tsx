import { ApiError } from '../api/client.ts';
import type { FieldError } from '../api/types.ts';
import { Notice, errorText } from './states.tsx';
import styles from './problem-notice.module.css';

/** A refused request in the server's words, field by field where it says so. */
export function ProblemNotice({ error }: { readonly error: unknown }) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  return (
    <Notice look="bad">
      <p>{errorText(error)}</p>
      <FieldErrors errors={problem?.errors} />
      {problem?.failed_id && <p>It is kept as failed record {problem.failed_id}, under Sources.</p>}
    </Notice>
  );
}

export function FieldErrors({ errors }: { readonly errors: readonly FieldError[] | undefined }) {
  if (!errors || errors.length === 0) return null;
  return (
    <ul className={styles.list}>
      {errors.map((item, index) => (
        <li key={index}>
          {item.path && <code>{item.path}</code>} {item.message}
          {item.expected && <span className={styles.expected}> Expected: {item.expected}</span>}
        </li>
      ))}
    </ul>
  );
}
