import { isAlias, isCollection, isScalar, Scalar, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import { collectionKeyTrap } from './collection-keys.ts';
import { decimalCommaTrap } from './decimal-commas.ts';
import { deeperItemTrap } from './list-traps.ts';
import { isInFlow } from './is-in-flow.ts';
import { flowEntryEnd, isBalanced, lineTextEnd } from './balance.ts';
import { mendable, onOneLine, quotable } from './trap.ts';
import type { Trap } from './trap.ts';

/** What YAML accepts and yet reads otherwise than it was meant: the first such place of a parsed document. */
export function findSilentTrap(parsed: Document.Parsed, text: string): Trap | undefined {
  let found: Trap | undefined;
  visit(parsed, {
    Node(key, node, path) {
      const inFlow = isInFlow(path);
      found =
        collectionKeyTrap(key, node, path, text) ??
        deeperItemTrap(key, node, path, text) ??
        propertyTrap(node, text, inFlow) ??
        cutTrap(node, text, inFlow) ??
        decimalCommaTrap(node, text);
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** Tags, anchors and aliases: `!active`, `&x`, `*x`. */
function propertyTrap(node: Node, text: string, inFlow: boolean): Trap | undefined {
  const nodeStart = node.range?.[0] ?? 0;
  const start = isAlias(node) ? nodeStart : propertyStart(node, text, nodeStart);
  if (start === undefined) return undefined;
  const [nodeEnd = nodeStart] = node.range?.slice(1) ?? [];
  const isText = !isCollection(node) && !text.slice(start, nodeEnd).trimEnd().includes('\n');
  const end = (inFlow ? flowEntryEnd(text, start) : undefined) ?? lineTextEnd(text, start);
  if (text[start] === '!') {
    if (!isText)
      return removable('yaml-tag', 'YAML takes a leading `!` as a tag; rules use no tags.', text, start);
    const word = text.slice(start, end);
    const trap = quotable(
      'yaml-tag',
      `YAML takes \`!\` as a tag and drops the word after it. An expression says \`not\`.`,
      text,
      start,
      end,
    );
    return {
      ...trap,
      fixes: [
        { title: `Write \`${notInsteadOf(word)}\``, splices: [{ start, end, text: notInsteadOf(word) }] },
        ...trap.fixes,
      ],
    };
  }
  const message = `YAML takes a leading \`${text.charAt(start)}\` as a reference to another place; rules use no references.`;
  if (!isText) return removable('yaml-alias', message, text, start);
  return quotable('yaml-alias', message, text, start, end);
}

const notInsteadOf = (word: string) => word.replace(/^!+\s*/, 'not ');

function propertyStart(node: Node, text: string, nodeStart: number): number | undefined {
  const before = nodeStart - 1;
  if (node.tag !== undefined) {
    let start = text.lastIndexOf('!', before);
    while (start > 0 && text[start - 1] === '!') start -= 1;
    return start >= 0 ? start : undefined;
  }
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
    const start = text.lastIndexOf(`&${node.anchor}`, before);
    return start >= 0 ? start : undefined;
  }
  return undefined;
}

function removable(code: 'yaml-tag' | 'yaml-alias', message: string, text: string, start: number): Trap {
  const word = /^\S+\s?/.exec(text.slice(start))?.[0] ?? '';
  const end = start + word.trimEnd().length;
  return mendable(code, message, [start, end], 'Remove it', {
    start,
    end: start + word.replace(/\n$/, '').length,
    text: '',
  });
}

/** An unquoted text whose brackets or quotes close only after the place where YAML ends it. */
function cutTrap(node: Node, text: string, inFlow: boolean): Trap | undefined {
  if (!isScalar(node) || node.type !== Scalar.PLAIN || !node.range) return undefined;
  const [start, cut] = node.range;
  if (isBalanced(text.slice(start, cut))) return undefined;
  const cause = /^\s*([,:#[\]{}])/.exec(text.slice(cut))?.[1];
  if (cause === undefined || (!inFlow && cause !== '#' && cause !== ':')) return undefined;
  const end = inFlow ? flowEntryEnd(text, start) : lineTextEnd(text, cut);
  if (end === undefined || end <= cut || !isBalanced(text.slice(start, end))) return undefined;
  return quotable(...cutMessage(cause, text.slice(start, cut)), text, start, end);
}

function cutMessage(
  cause: string,
  rest: string,
): ['yaml-comma' | 'yaml-colon' | 'yaml-comment' | 'yaml-indicator', string] {
  const left = `only \`${onOneLine(rest)}\` is read`;
  if (cause === ',') return ['yaml-comma', `Inside { } and [ ] a comma ends an unquoted text: ${left}.`];
  if (cause === ':') return ['yaml-colon', `\`: \` ends an unquoted text and makes it a key: ${left}.`];
  if (cause === '#') return ['yaml-comment', `\` #\` in an unquoted text starts a comment: ${left}.`];
  return ['yaml-indicator', `\`${cause}\` ends an unquoted text inside { } and [ ]: ${left}.`];
}
