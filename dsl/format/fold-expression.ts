import { childrenOf, parseExpression } from '../syntax/index.ts';
import type { Expr } from '../syntax/index.ts';

/**
 * Breaks a canonical expression before its operators into lines that fit: the outermost first, and those inside only
 * where a line is still too long. One line where nothing can be broken.
 * @example foldExpression('a = 1 and b = 2', 10) // ['a = 1', 'and b = 2']
 */
export function foldExpression(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const { ast } = parseExpression(text);
  const places = ast === undefined ? [] : breakPlaces(ast, text);
  return fold(0, text.length, text, width, places);
}

/** A group of places breaks at once; outer groups stand first. */
type Places = readonly (readonly number[])[];

function fold(start: number, end: number, text: string, width: number, groups: Places): readonly string[] {
  const inside = groups.map(group => group.filter(place => place > start && place < end));
  const index = end - start > width ? inside.findIndex(group => group.length > 0) : -1;
  if (index < 0) return [text.slice(start, end).trim()];
  const bounds = [start, ...(inside[index] ?? []), end];
  return bounds
    .slice(1)
    .flatMap((bound, part) => fold(bounds[part] ?? start, bound, text, width, groups.slice(index + 1)));
}

function breakPlaces(root: Expr, text: string): Places {
  const groups: number[][] = [];
  for (let level: readonly Expr[] = [root]; level.length > 0; level = level.flatMap(childrenOf))
    groups.push(...level.flatMap(node => placesOf(node, text)).filter(places => places.length > 0));
  return groups;
}

/** The places of one operator, and for choices those before `then`, where that is not enough. */
function placesOf(node: Expr, text: string): number[][] {
  switch (node.kind) {
    case 'logical':
      return [
        node.operands
          .slice(1)
          .flatMap((operand, index) =>
            placeOf(node.operands[index] ?? operand, node.operator, operand, text),
          ),
      ];
    case 'arithmetic':
      return isSum(node) ? [sumPlaces(node, text)] : [];
    case 'if':
      return [elsePlaces(node, text), placeOf(node.condition, 'then', node.then, text)];
    default:
      return [];
  }
}

const isSum = (node: Expr) => node.kind === 'arithmetic' && (node.operator === '+' || node.operator === '-');

/** `a + b + c` is nested to the left, and breaks as one. */
function sumPlaces(node: Expr, text: string): number[] {
  if (node.kind !== 'arithmetic' || !isSum(node)) return [];
  return [...sumPlaces(node.left, text), ...placeOf(node.left, node.operator, node.right, text)];
}

/** `else if … else …` is nested to the right, and breaks as one. */
function elsePlaces(node: Expr, text: string): number[] {
  return node.kind === 'if'
    ? [...placeOf(node.then, 'else', node.else, text), ...elsePlaces(node.else, text)]
    : [];
}

/** Parentheses around operands stand outside their spans, so the word is looked for between them. */
function placeOf(left: Expr, word: string, right: Expr, text: string): number[] {
  const found = text.slice(left.span.end, right.span.start).indexOf(` ${word} `);
  return found < 0 ? [] : [left.span.end + found + 1];
}
