import type { LoadedDocument } from '../documents/index.ts';
import { schemaOf, schemasAt } from '../documents/index.ts';
import { canonicalText, roleOf } from '../format/canonical-text.ts';

/** One value of a document, or a list of plain words as a whole. */
export interface Leaf {
  /** Steps from the document's root; items of a list go by what names them. */
  readonly path: readonly string[];
  readonly text: string;
  readonly isCondition: boolean;
  /** The words of a list. */
  readonly words?: readonly string[];
}

/** All values of a document by their path, expressions in one spelling. */
export function leavesOf(document: LoadedDocument): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect(document.value, [], []);
  return leaves;

  function collect(value: unknown, path: readonly string[], steps: readonly (string | number)[]): void {
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      if (items.every(item => typeof item !== 'object'))
        return add(path, steps, items.join(', '), items.map(String));
      items.forEach((item, index) => {
        collect(item, [...path, nameOf(item) ?? String(index + 1)], [...steps, index]);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) collect(item, [...path, key], [...steps, key]);
    } else if (value !== null && value !== undefined) {
      add(path, steps, String(value));
    }
  }

  function add(
    path: readonly string[],
    steps: readonly (string | number)[],
    text: string,
    words?: readonly string[],
  ): void {
    const role = roleOf(schemasAt(schemaOf(document.kind), steps));
    leaves.set(path.join('\n'), {
      path,
      text: role === undefined ? text : canonicalText(text, role).text,
      isCondition: role === 'condition',
      ...(words === undefined ? {} : { words }),
    });
  }
}

/** What tells an item of a list from its neighbours when their order changes: a name, or the case that it is for. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const named = ['id', 'name', 'of', 'from'].flatMap(key => textAt(item, key) ?? [])[0];
  return named ?? ('when' in item ? caseOf(item.when) : undefined);
}

function textAt(item: object, key: string): string | undefined {
  const value: unknown = Object.entries(item).find(([own]) => own === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** `coffees >= 10, member true` of a table's row. */
function caseOf(when: unknown): string | undefined {
  if (typeof when !== 'object' || when === null) return undefined;
  return Object.entries(when)
    .map(([column, cell]: readonly [string, unknown]) => {
      const texts = (Array.isArray(cell) ? cell : [cell]).map(
        text => canonicalText(String(text), 'literal').text,
      );
      return `${column} ${texts.join(' or ')}`;
    })
    .join(', ');
}
