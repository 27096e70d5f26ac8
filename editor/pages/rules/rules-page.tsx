import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { queries } from '../../api/queries.ts';
import { Icon } from '../../components/icon.tsx';
import { Page, useTitle } from '../../components/page.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { DocumentTree } from './document-tree.tsx';
import { RulesOverview } from './rules-overview.tsx';
import type { DocumentSummary } from '../../rule-language/protocol.ts';
import { visitOf } from './rule-visit.ts';
import type { RuleVisit } from './rule-visit.ts';
import { RuleView } from './rule-view.tsx';
import { useWorkspace } from './use-workspace.ts';
import styles from './rules.module.css';

/** All rules at the left, the text of one file with its problems at the right. */
export function RulesPage() {
  const { _splat: splat = '' } = useParams({ strict: false });
  const { line } = useSearch({ strict: false });
  const index = useQuery(queries.rules());
  const files = useQuery(queries.ruleFiles());
  const [session, state] = useWorkspace(files.data?.results);
  // Until the worker has read the texts, the server's list stands in.
  const documents = state.documents.length > 0 ? state.documents : (index.data?.results ?? []);
  const visit = useVisit(splat, documents, [...state.files.keys()]);
  useTitle(splat ? (splat.split('/').at(-1) ?? 'Rules') : 'Rules');

  const error = files.error ?? index.error;
  if (error && state.files.size === 0) {
    return (
      <Page title="Rules">
        <ErrorState error={error} onRetry={() => void Promise.all([files.refetch(), index.refetch()])} />
      </Page>
    );
  }
  if (state.files.size === 0) {
    return (
      <Page title="Rules">
        {files.isPending ? (
          <Skeleton heights={[32, 480]} />
        ) : (
          <EmptyState icon="rules" title="There are no rule files">
            Put them into the server&apos;s rules folder, and start it again.
          </EmptyState>
        )}
      </Page>
    );
  }
  if (splat === '') {
    return <RulesOverview session={session} documents={documents} state={state} release={index.data?.release} />;
  }
  if (!visit) {
    return (
      <div className={styles.workspace} data-open="true">
        <DocumentTree
          documents={documents}
          diagnostics={state.diagnostics ?? []}
          files={state.files}
          current={undefined}
        />
        <div className={styles.pane}>
          <Link to="/rules" className={styles.back}>
            <Icon name="back" size={14} /> All rules
          </Link>
          <EmptyState icon="search" title={`There is no rule “${splat}”`}>
            It may have been renamed or removed. The search among all rules finds them by name, id and
            description.
          </EmptyState>
        </div>
      </div>
    );
  }
  return (
    <RuleView
      session={session}
      state={state}
      documents={documents}
      address={visit.address}
      place={line === undefined ? visit.place : { ...visit.place, line }}
      release={index.data?.release}
    />
  );
}

/** What the address shows; the address follows a rule that is renamed while it is open. */
function useVisit(
  splat: string,
  documents: readonly DocumentSummary[],
  files: readonly string[],
): RuleVisit | undefined {
  const navigate = useNavigate();
  const [last, setLast] = useState<RuleVisit>();
  const visit = visitOf(last, splat, documents, files);
  if (visit && !isSame(visit, last)) setLast(visit);
  const renamedTo = visit?.renamedTo;
  useEffect(() => {
    if (renamedTo !== undefined)
      void navigate({ to: '/rules/$', params: { _splat: renamedTo }, replace: true });
  }, [renamedTo, navigate]);
  return visit;
}

function isSame(visit: RuleVisit, last: RuleVisit | undefined): boolean {
  return (
    visit.splat === last?.splat &&
    visit.address === last.address &&
    visit.renamedTo === last.renamedTo &&
    visit.place.file === last.place.file &&
    visit.place.line === last.place.line
  );
}
