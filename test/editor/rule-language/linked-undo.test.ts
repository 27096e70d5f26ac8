import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLinkedUndo } from '../../../editor/rule-language/linked-undo.ts';
import type { LinkedUndo, UndoableModel } from '../../../editor/rule-language/linked-undo.ts';

interface Model extends UndoableModel {
  text(): string;
  type(text: string): void;
}

/** A model as Monaco's: its texts with the numbers that come back with them. */
function createModel(first: string): Model {
  const states = [{ text: first, version: 1 }];
  const listeners: Parameters<UndoableModel['onDidChangeContent']>[0][] = [];
  let at = 0;
  let versions = 1;
  const tell = (isUndoing: boolean, isRedoing: boolean) => {
    versions += 1;
    for (const listener of listeners) listener({ isUndoing, isRedoing });
  };
  return {
    text: () => states[at]?.text ?? '',
    getAlternativeVersionId: () => states[at]?.version ?? 0,
    onDidChangeContent: listener => listeners.push(listener),
    type(text) {
      states.splice(at + 1, states.length, { text, version: versions + 1 });
      at += 1;
      tell(false, false);
    },
    undo() {
      if (at === 0) return;
      at -= 1;
      tell(true, false);
    },
    redo() {
      if (at === states.length - 1) return;
      at += 1;
      tell(false, true);
    },
  };
}

const settled = () => new Promise<void>(resolve => setTimeout(resolve, 0));

describe('undo of what changed several files at once', () => {
  const onLeft = vi.fn<(file: string, left: readonly string[]) => void>();
  let [a, b, c]: Model[] = [];
  let undo: LinkedUndo;
  const texts = () => [a, b, c].map(model => model?.text());

  beforeEach(async () => {
    onLeft.mockReset();
    [a, b, c] = ['a', 'b', 'c'].map(createModel);
    undo = createLinkedUndo(onLeft);
    for (const [file, model] of Object.entries({ a, b, c })) if (model) undo.watch(file, model);
    a?.type('a typed');
    await settled();
    a?.type('a renamed');
    b?.type('b renamed');
    await settled();
  });

  it('takes it back in all of them, and makes it again in all of them', async () => {
    a?.undo();
    await settled();
    expect(texts()).toEqual(['a typed', 'b', 'c']);
    b?.redo();
    await settled();
    expect(texts()).toEqual(['a renamed', 'b renamed', 'c']);
    b?.undo();
    await settled();
    expect(texts()).toEqual(['a typed', 'b', 'c']);
    expect(onLeft).not.toHaveBeenCalled();
  });

  it('takes back what was typed in one file there alone', async () => {
    a?.undo();
    await settled();
    a?.undo();
    await settled();
    expect(texts()).toEqual(['a', 'b', 'c']);
    c?.type('c typed');
    await settled();
    a?.redo();
    await settled();
    expect(texts()).toEqual(['a typed', 'b', 'c typed']);
  });

  it('leaves a file that was edited since, and tells it', async () => {
    b?.type('b edited');
    await settled();
    a?.undo();
    await settled();
    expect(texts()).toEqual(['a typed', 'b edited', 'c']);
    expect(onLeft.mock.calls).toEqual([['a', ['b']]]);
  });

  it('does not link texts that were loaded together', async () => {
    undo.quietly(() => {
      b?.type('b loaded');
      c?.type('c loaded');
    });
    await settled();
    b?.undo();
    await settled();
    expect(texts()).toEqual(['a renamed', 'b renamed', 'c loaded']);
  });
});
