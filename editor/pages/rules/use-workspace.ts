import { useEffect, useSyncExternalStore } from 'react';
import type { RuleFile } from '../../api/types.ts';
import { startLanguageClient } from '../../rule-language/client.ts';
import type { LanguageClient } from '../../rule-language/client.ts';
import { ruleDrafts } from './rule-drafts.ts';
import { createRuleWorkspace } from './rule-workspace.ts';
import type { RuleWorkspace, WorkspaceState } from './rule-workspace.ts';

export interface RuleSession {
  readonly client: LanguageClient;
  readonly workspace: RuleWorkspace;
}

let session: RuleSession | undefined;

/** The one session of this tab: it outlives the page, so that going elsewhere and back loses nothing. */
export function ruleSession(): RuleSession {
  if (!session) {
    const client = startLanguageClient();
    session = { client, workspace: createRuleWorkspace(client, ruleDrafts) };
  }
  return session;
}

export function useWorkspace(files: readonly RuleFile[] | undefined): readonly [RuleSession, WorkspaceState] {
  const current = ruleSession();
  const state = useSyncExternalStore(current.workspace.subscribe, current.workspace.getState);
  useEffect(() => {
    if (files) current.workspace.load(files);
  }, [files, current]);
  return [current, state];
}
