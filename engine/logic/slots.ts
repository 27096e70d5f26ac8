import type { Access } from './access.ts';
import type { Scalar } from './values.ts';

/** Memoised values by slot: undefined is not computed yet, null is missing. */
export type Slots = (Scalar | undefined)[];

/** Computes the value of a slot and stores it there. */
export type ComputeSlot = (slot: number) => Scalar;

/** Gives every variable path a small number: global ones, and local ones that a mission at hand decides. */
export interface SlotTable {
  slotOf(path: string): { readonly local: boolean; readonly index: number };
  /** Paths by slot, as far as rules have asked for them. */
  readonly globals: readonly string[];
  readonly locals: readonly string[];
}

export function createSlotTable(isLocal: (path: string) => boolean): SlotTable {
  const slots = new Map<string, { readonly local: boolean; readonly index: number }>();
  const globals: string[] = [];
  const locals: string[] = [];
  return {
    globals,
    locals,
    slotOf: path => {
      const known = slots.get(path);
      if (known !== undefined) return known;
      const local = isLocal(path);
      const paths = local ? locals : globals;
      const slot = { local, index: paths.push(path) - 1 };
      slots.set(path, slot);
      return slot;
    },
  };
}

export interface SlotEnvironment {
  readonly v: Slots;
  readonly g: ComputeSlot;
  readonly w: Slots;
  readonly h: ComputeSlot;
}

/** Reads variables from slots and computes them on their first use. */
export function slotAccess(table: SlotTable): Access<SlotEnvironment> {
  return {
    parameters: ['v', 'g', 'w', 'h'],
    helpers: {},
    source: path => {
      const { local, index } = table.slotOf(path);
      const again = `${local ? 'w' : 'v'}[${index}]`;
      return { first: `(${again} === undefined ? ${local ? 'h' : 'g'}(${index}) : ${again})`, again };
    },
    reader: path => {
      const { local, index } = table.slotOf(path);
      return local
        ? ({ w, h }) => w[index] ?? known(w[index], h, index)
        : ({ v, g }) => v[index] ?? known(v[index], g, index);
    },
  };
}

function known(value: Scalar | undefined, compute: ComputeSlot, index: number): Scalar {
  return value === undefined ? compute(index) : value;
}
