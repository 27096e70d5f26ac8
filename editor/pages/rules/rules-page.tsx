import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { queries } from '../../api/queries.ts';
import { Page, useTitle } from '../../components/page.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx';
import { DocumentTree } from './document-tree.tsx';
import { placeOf } from './document-groups.ts';
import { RulesOverview } from './rules-overview.tsx';
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
  const place = placeOf(splat, documents, [...state.files.keys()]);
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
    return <RulesOverview documents={documents} state={state} release={index.data?.release} />;
  }
  if (!place) {
    return (
      <div className={styles.workspace} data-open="false">
        <DocumentTree documents={documents} diagnostics={state.diagnostics ?? []} current={undefined} />
        <EmptyState icon="search" title={`There is no rule “${splat}”`}>
          It may have been renamed or removed. The search at the left finds rules by name, id and description.
        </EmptyState>
      </div>
    );
  }
  return (
    <RuleView
      session={session}
      state={state}
      documents={documents}
      address={splat}
      place={line === undefined ? place : { ...place, line }}
      release={index.data?.release}
    />
  );
}
