import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Diagnostic } from '../../api/types.ts';
import { classNames } from '../../components/class-names.ts';
import { SearchField } from '../../components/field.tsx';
import { counted } from '../../components/format.ts';
import type { DocumentSummary } from '../../rule-language/protocol.ts';
import { Icon } from '../../components/icon.tsx';
import { documentAt, documentText, groupDocuments } from './document-groups.ts';
import { isDirty } from './rule-workspace.ts';
import type { OpenFile } from './rule-workspace.ts';
import styles from './rules.module.css';

interface DocumentTreeProps {
  readonly documents: readonly DocumentSummary[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, OpenFile>;
  readonly current: DocumentSummary | undefined;
}

/** All documents by kind, with a search; those with errors or unsaved changes are marked. */
export function DocumentTree({ documents, diagnostics, files, current }: DocumentTreeProps) {
  const [search, setSearch] = useState('');
  const groups = groupDocuments(documents, search);
  const faulty = new Set(
    diagnostics
      .filter(problem => problem.severity === 'error')
      .map(problem => documentAt(documents, problem.file, problem.range.start.line)),
  );
  return (
    <nav className={styles.tree} aria-label="Rules">
      <div className={styles.treeSearch}>
        <SearchField
          label="Search the rules"
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        <p className="visually-hidden" role="status">
          {search &&
            counted(
              groups.reduce((sum, group) => sum + group.documents.length, 0),
              'rule',
            )}
        </p>
      </div>
      <div className={styles.treeList}>
        {groups.length === 0 && <p className={styles.muted}>No rule matches “{search}”.</p>}
        {groups.map(group => (
          <details key={group.kind} open={search !== '' || group.documents.length <= 60 || undefined}>
            <summary className={styles.kind}>
              {group.name} <span className={styles.count}>{group.documents.length}</span>
            </summary>
            <ul className={styles.documents}>
              {group.documents.map(document => (
                <li key={`${document.file}/${document.id}`}>
                  <Link
                    to="/rules/$"
                    params={{ _splat: `${document.kind}/${document.id}` }}
                    className={classNames(styles.document, document === current && styles.current)}
                    aria-current={document === current ? 'true' : undefined}
                    title={document.description || `${document.id} in ${document.file}`}
                  >
                    <span className={styles.documentName}>{document.name}</span>
                    {isChanged(document, files) && (
                      <span className={styles.unsaved} role="img" aria-label="not saved" title="Not saved">
                        <Icon name="save" size={12} />
                      </span>
                    )}
                    {faulty.has(document) && (
                      <span className={styles.errorDot} role="img" aria-label="has errors" />
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </nav>
  );
}

/** Whether the document itself, of all in its file, is not as it is saved. */
function isChanged({ file, line }: DocumentSummary, files: ReadonlyMap<string, OpenFile>): boolean {
  const open = files.get(file);
  return open !== undefined && isDirty(open) && !open.saved.includes(documentText(open.text, line));
}
