import { isAlias, isCollection, isScalar, visit } from 'yaml';
import type { Alias, Document, Node } from 'yaml';
import { inQuotes } from './trap.ts';
import type { Trap } from './trap.ts';

/** More than this is not written out for anybody. */
const MAX_WRITTEN_OUT = 10_000;

/**
 * Anchors that are referred to, one problem each, whatever refers to them: read as text, every reference would be wrong
 * for itself, and read as YAML a few lines of references to references become millions of values.
 */
export function findReferences(parsed: Document.Parsed, text: string): readonly Trap[] {
  const anchors = new Map<string, Anchor>();
  const referred = new Set<Anchor>();
  visit(parsed, {
    Node(_key, node) {
      if (isAlias(node)) {
        const anchor = anchors.get(node.source);
        if (anchor === undefined) return;
        anchor.aliases.push(node);
        referred.add(anchor);
      } else if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
        anchors.set(node.anchor, { name: node.anchor, node, aliases: [] });
      }
    },
  });
  return [...referred].map(anchor => trapOf(anchor, text));
}

interface Anchor {
  readonly name: string;
  readonly node: Node;
  readonly aliases: Alias[];
}

function trapOf(anchor: Anchor, text: string): Trap {
  const { name, node, aliases } = anchor;
  const [nodeStart = 0] = node.range ?? [];
  const start = Math.max(text.lastIndexOf(`&${name}`, nodeStart), 0);
  const end = start + name.length + 1;
  const places = aliases.length === 1 ? 'one other place refers' : `${aliases.length} other places refer`;
  const written = writtenOut(anchor, text);
  return {
    code: 'yaml-alias',
    message: `\`&${name}\` names this place, and ${places} to it with \`*${name}\`; rules use no references.`,
    start,
    end,
    fixes:
      written === undefined
        ? []
        : [
            {
              title: 'Write it out in each place',
              splices: [
                { start, end: nodeStart, text: '' },
                ...aliases.map(({ range }) => {
                  const [from = 0, to = from] = range ?? [];
                  return { start: from, end: to, text: written };
                }),
              ],
            },
          ],
  };
}

/** What can stand in the place of a reference; none where it runs over lines or refers further. */
function writtenOut({ node, aliases }: Anchor, text: string): string | undefined {
  const [start = 0, end = start] = node.range ?? [];
  const own = text.slice(start, end);
  const isShort = own.length * aliases.length <= MAX_WRITTEN_OUT && !own.includes('\n');
  if (!isShort || own === '' || /[*&]/.test(own)) return undefined;
  const isPlain = isScalar(node) && node.type === 'PLAIN';
  return isPlain && /[,[\]{}]/.test(own) ? inQuotes(own) : own;
}
