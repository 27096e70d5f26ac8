import { describe, expect, it } from 'vitest';
import type { RuleDraft } from '../../../editor/pages/rules/rule-drafts.ts';
import { createRuleWorkspace, isDirty } from '../../../editor/pages/rules/rule-workspace.ts';
import type { LanguageClient } from '../../../editor/rule-language/client.ts';

function createDrafts() {
  const kept = new Map<string, RuleDraft>();
  return {
    kept,
    read: (file: string) => kept.get(file),
    write: (file: string, draft: RuleDraft) => void kept.set(file, draft),
    remove: (file: string) => void kept.delete(file),
  };
}

const silentClient: LanguageClient = {
  open: () => undefined,
  change: () => undefined,
  ask: async () => undefined,
  onChecked: () => () => undefined,
  onFailed: () => () => undefined,
};

const server = (text: string, etag: string) => [{ file: 'a.yaml', text, etag }];

function opened(drafts = createDrafts()) {
  const workspace = createRuleWorkspace(silentClient, drafts);
  workspace.load(server('one', '1'));
  return { workspace, drafts, file: () => workspace.getState().files.get('a.yaml') };
}

describe('the workspace of rule files', () => {
  it('keeps what is typed as a draft until it is saved', () => {
    const { workspace, drafts, file } = opened();
    workspace.edit('a.yaml', 'mine');
    expect(drafts.kept.get('a.yaml')).toEqual({ text: 'mine', etag: '1' });
    workspace.markSaved('a.yaml', 'mine', '2');
    expect(drafts.kept.size).toBe(0);
    expect(file()).toMatchObject({ text: 'mine', etag: '2', conflict: false });
  });

  it('brings a draft back, and follows the server where nothing is being edited', () => {
    const drafts = createDrafts();
    drafts.write('a.yaml', { text: 'mine', etag: '1' });
    expect(opened(drafts).file()).toMatchObject({ text: 'mine', saved: 'one', conflict: false });

    const { workspace, file } = opened();
    workspace.load(server('two', '2'));
    expect(file()).toMatchObject({ text: 'two', etag: '2' });
  });

  it('keeps one’s own text where somebody else saved another, and says so', () => {
    const { workspace, file } = opened();
    workspace.edit('a.yaml', 'mine');
    workspace.load(server('theirs', '2'));
    expect(file()).toMatchObject({ text: 'mine', etag: '1', conflict: true });
  });

  it('says so too when the draft comes from an earlier visit', () => {
    const drafts = createDrafts();
    drafts.write('a.yaml', { text: 'mine', etag: '0' });
    expect(opened(drafts).file()).toMatchObject({ text: 'mine', conflict: true });
  });

  it('sees no conflict where both typed the same', () => {
    const { workspace, file } = opened();
    workspace.edit('a.yaml', 'same');
    workspace.load(server('same', '2'));
    expect(file()).toMatchObject({ text: 'same', etag: '2', conflict: false });
  });

  it('keeps as a draft what was typed while saving', () => {
    const { workspace, file } = opened();
    workspace.edit('a.yaml', 'mine');
    workspace.edit('a.yaml', 'mine and more');
    workspace.markSaved('a.yaml', 'mine', '2');
    const open = file();
    expect(open && isDirty(open)).toBe(true);
    expect(open).toMatchObject({ text: 'mine and more', saved: 'mine', etag: '2' });
  });
});
