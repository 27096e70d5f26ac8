import type { RuleFile } from '../../../dsl/documents/index.ts';

/** Signs that text tools stumble over, and such that mean something in a rule file. */
const PIECES = [
  '\u0000', '\uFEFF', '\uD83D', '\uDE00', '\uD83D\uDE00', '\u200F', '\u202E', '\u0301', 'é', 'e\u0301', '\u2028', '\u00A0',
  '\u0085', '\r\n', '\r', '\n', '\t', '  ', '\n\n', '"', "'", '`', '{', '}', '[', ']', '(', ')', ': ', ':', ' #', ',', '---',
  '\n---\n', '...', '!', '&a ', '*a', '|\n', '>-\n', '? ', '- ', '%', '%TAG ! x', '~', '<<: ', '\\', '\\u12', '𝒳', '千', 'if ', 'where ',
  ' and ', ' otherwise ', '99999999999999999999', '1e999', '30d', ' < ', ' <> ', '*', '(((((((((', '[[[[[[[[[', 'kind: event\n',
]; // prettier-ignore

/** A rule file with some stretches taken out, doubled, moved, or filled with what nobody types. */
export function damaged(files: readonly RuleFile[], random: () => number): RuleFile {
  const { path, text: whole } = pick(files, random);
  const documents = whole.split(/^---$/m);
  const start = below(documents.length, random);
  let text = documents.slice(start, start + 1 + below(2, random)).join('---\n');
  for (let count = 1 + below(4, random); count > 0; count -= 1) text = damage(text, random);
  return { path, text };
}

function damage(text: string, random: () => number): string {
  const start = below(text.length + 1, random);
  const end = Math.min(text.length, start + below(random() < 0.1 ? 200 : 12, random));
  const stretch = text.slice(start, end);
  const put = pick(
    [() => '', () => stretch + stretch, () => pick(PIECES, random), () => reversed(stretch)],
    random,
  )();
  return text.slice(0, start) + put + text.slice(end);
}

const reversed = (text: string) => text.split('').toReversed().join('');

const below = (limit: number, random: () => number) => Math.floor(random() * limit);

function pick<Item>(list: readonly Item[], random: () => number): Item {
  const item = list[below(list.length, random)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}
