import { useNavigate } from '@tanstack/react-router';
import { formatCount } from '../../components/format.ts';
import type { DocumentSummary } from '../../rule-language/protocol.ts';
import { groupDocuments } from './document-groups.ts';
import { DocumentTree } from './document-tree.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { unsavedOf } from './rule-workspace.ts';
import type { WorkspaceState } from './rule-workspace.ts';
import { UnsavedBar } from './unsaved-bar.tsx';
import { useSave } from './use-save.ts';
import type { RuleSession } from './use-workspace.ts';
import styles from './rules.module.css';

interface RulesOverviewProps {
  readonly session: RuleSession;
  readonly documents: readonly DocumentSummary[];
  readonly state: WorkspaceState;
  readonly release: number | undefined;
}

/** What there is, before a rule is chosen. */
export function RulesOverview({ session, documents, state, release }: RulesOverviewProps) {
  const navigate = useNavigate();
  const saving = useSave(session.workspace);
  const unsaved = unsavedOf(state);
  return (
    <div className={styles.workspace} data-open="false">
      <DocumentTree
        documents={documents}
        diagnostics={state.diagnostics ?? []}
        files={state.files}
        current={undefined}
      />
      <div className={styles.overview}>
        <header>
          <h1>Rules</h1>
          <p className={styles.muted}>
            {release !== undefined && `Release ${formatCount(release)} is live. `}
            Choose a rule to read or change it: what you type is checked at once, and saving makes it live.
          </p>
        </header>
        {unsaved.length > 0 && (
          <UnsavedBar unsaved={unsaved} saving={saving} editable onSaveAll={() => saving.save(unsaved)} />
        )}
        <dl className={styles.kinds}>
          {groupDocuments(documents, '').map(group => (
            <div key={group.kind}>
              <dt>{group.name}</dt>
              <dd>{formatCount(group.documents.length)}</dd>
            </div>
          ))}
        </dl>
        <ProblemsPanel
          diagnostics={state.diagnostics}
          failure={state.failure}
          file={undefined}
          unsaved={unsaved.map(({ file }) => file)}
          onGo={problem =>
            void navigate({
              to: '/rules/$',
              params: { _splat: problem.file },
              search: { line: problem.range.start.line },
            })
          }
        />
      </div>
    </div>
  );
}
