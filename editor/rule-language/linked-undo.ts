/** What is needed of Monaco's models. */
export interface UndoableModel {
  /** The same number stands for the same text, also where it was come back to by undoing. */
  getAlternativeVersionId(): number;
  onDidChangeContent(
    listener: (event: { readonly isUndoing: boolean; readonly isRedoing: boolean }) => void,
  ): unknown;
  undo(): unknown;
  redo(): unknown;
}

export interface LinkedUndo {
  watch(file: string, model: UndoableModel): void;
  /** Changes made inside are nobody's edits and link nothing. */
  quietly(change: () => void): void;
}

interface Linked {
  readonly before: number;
  readonly after: number;
}

/** What was changed at once, by file: the versions that undoing and redoing lead to. */
type Group = ReadonlyMap<string, Linked>;

/**
 * Monaco's own undo knows one file. What changed several files at once, such as a rename or a fix, is undone and redone
 * in all of them; files that were changed since keep it, and `onLeft` is told of them.
 */
export function createLinkedUndo(onLeft: (file: string, left: readonly string[]) => void): LinkedUndo {
  const models = new Map<string, UndoableModel>();
  const versions = new Map<string, number>();
  const groups: Group[] = [];
  let batch: Map<string, Linked> | undefined;
  let quiet = false;
  let following = false;

  /** Nobody types into two files at once: what changes before the next microtask is one edit. */
  function collect(file: string, change: Linked): void {
    if (batch === undefined) {
      const own = new Map<string, Linked>();
      batch = own;
      queueMicrotask(() => {
        batch = undefined;
        if (own.size > 1) groups.push(own);
      });
    }
    batch.set(file, { before: batch.get(file)?.before ?? change.before, after: change.after });
  }

  function follow(file: string, reached: 'before' | 'after'): void {
    const left = reached === 'before' ? 'after' : 'before';
    const version = versions.get(file);
    const group = groups.find(each => each.get(file)?.[reached] === version);
    if (group === undefined) return;
    const others = [...group].filter(
      ([other, linked]) => other !== file && versions.get(other) !== linked[reached],
    );
    const [ready, changed] = [
      others.filter(([other, linked]) => versions.get(other) === linked[left]),
      others.filter(([other, linked]) => versions.get(other) !== linked[left]),
    ];
    following = true;
    for (const [other] of ready) {
      const model = models.get(other);
      if (reached === 'before') model?.undo();
      else model?.redo();
    }
    following = false;
    if (changed.length > 0)
      onLeft(
        file,
        changed.map(([other]) => other),
      );
  }

  return {
    watch(file, model) {
      models.set(file, model);
      versions.set(file, model.getAlternativeVersionId());
      model.onDidChangeContent(({ isUndoing, isRedoing }) => {
        const before = versions.get(file) ?? 0;
        const after = model.getAlternativeVersionId();
        versions.set(file, after);
        if (quiet || following) return;
        if (!isUndoing && !isRedoing) collect(file, { before, after });
        // The undo that is under way has to end before another begins.
        else queueMicrotask(() => follow(file, isUndoing ? 'before' : 'after'));
      });
    },
    quietly(change) {
      quiet = true;
      change();
      quiet = false;
    },
  };
}
