/**
 * Monaco takes an empty new name for a change of mind and closes without a word. Keeps its field open instead, and says
 * why; Escape still closes it. Gives what ends this.
 */
export function refuseEmptyRename(element: HTMLElement, onRefused: (reason: string) => void): () => void {
  const refuse = (event: KeyboardEvent): void => {
    const { target, key } = event;
    const isField = target instanceof HTMLInputElement && target.classList.contains('rename-input');
    if (!isField || key !== 'Enter' || target.value.trim() !== '') return;
    event.preventDefault();
    event.stopPropagation();
    onRefused('The new name is empty. Type one, or press Escape to keep the old one.');
  };
  // Before Monaco's own keys.
  element.addEventListener('keydown', refuse, { capture: true });
  return () => element.removeEventListener('keydown', refuse, { capture: true });
}
