import type { Span } from '../syntax/ast.ts';

/** Gives every part of a JSONLogic rule a span of its own, so that checks of the expression find back to it. */
export interface Places {
  spanOf(pointer: string): Span;
  /** The JSON pointer of the part that a span was given for. */
  pointerOf(span: Span): string;
}

export function createPlaces(): Places {
  const numbers = new Map<string, number>();
  const pointers: string[] = [];
  return {
    spanOf: pointer => {
      const number = numbers.get(pointer) ?? pointers.push(pointer) - 1;
      numbers.set(pointer, number);
      return { start: number, end: number };
    },
    pointerOf: ({ start }) => pointers[start] ?? '',
  };
}

/** The pointer of a part: `childOf('/if', 2)` is `/if/2`. */
export function childOf(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
