/** A text of the language for people: what it marks as code by backticks is shown as code. */
export function Prose({ text }: { readonly text: string }) {
  // Every second part stood between backticks; one that is never closed is text.
  const parts = text.split('`');
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return index === parts.length - 1 ? `\`${part}` : <code key={index}>{part}</code>;
  });
}
