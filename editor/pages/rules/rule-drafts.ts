const PREFIX = 'cairn.rule-draft.';

/** A text that was typed but not saved, and the saved text it began from. */
export interface RuleDraft {
  readonly text: string;
  readonly etag: string;
}

/** Unsaved texts, kept in the browser so that closing the tab loses nothing. */
export const ruleDrafts = {
  read(file: string): RuleDraft | undefined {
    try {
      return readDraft(JSON.parse(localStorage.getItem(PREFIX + file) ?? 'null'));
    } catch {
      return undefined;
    }
  },
  write(file: string, draft: RuleDraft): void {
    try {
      localStorage.setItem(PREFIX + file, JSON.stringify(draft));
    } catch {
      // Storage may be full or forbidden; the text stays in the editor all the same.
    }
  },
  remove(file: string): void {
    try {
      localStorage.removeItem(PREFIX + file);
    } catch {
      // Without storage there is no draft either.
    }
  },
};

export type RuleDrafts = typeof ruleDrafts;

function readDraft(value: unknown): RuleDraft | undefined {
  if (typeof value !== 'object' || value === null || !('text' in value) || !('etag' in value))
    return undefined;
  const { text, etag } = value;
  return typeof text === 'string' && typeof etag === 'string' ? { text, etag } : undefined;
}
