import type { Effect, Input, Json, Step, StepEntry, Summary } from '../../engine/model.ts';
import type { PrintedEntry } from '../stores/steps/digest.ts';
import type { PackedEntry, PackedStep } from './messages.ts';

/** Prints what stores keep as text, on the thread that decided. */
export function packStep({ entries, summary, ...rest }: Step, fresh: readonly Input[]): PackedStep {
  return {
    ...rest,
    summary: JSON.stringify(summary),
    entries: entries.map(entry => packEntry(entry, fresh)),
  };
}

function packEntry({ input, effects, send, ...rest }: StepEntry, fresh: readonly Input[]): PackedEntry {
  const index = input === null ? -1 : fresh.findIndex(({ body }) => body === input);
  return {
    ...rest,
    fresh: index < 0 ? null : index,
    input: index < 0 ? JSON.stringify(input) : '',
    effects: printList(effects),
    send: printList(send),
  };
}

/** The step as it was decided. Effects are read when somebody asks for them: a store that has their text does not. */
export function unpackStep(packed: PackedStep, fresh: readonly Input[]): Step {
  const { entries, summary, ...rest } = packed;
  return {
    ...rest,
    summary: JSON.parse(summary) as Summary,
    entries: entries.map(entry => new UnpackedEntry(entry, fresh)),
  };
}

/** A class, so that thousands of them share their getters. */
class UnpackedEntry implements PrintedEntry {
  readonly id: string;
  readonly kind: StepEntry['kind'];
  readonly at: number;
  readonly input: StepEntry['input'];
  readonly bodyHash: string;
  readonly answer: Json;
  readonly marks: readonly string[];
  readonly decidedBy?: { readonly release: number; readonly program: string };
  readonly printed: PrintedEntry['printed'];
  readonly #send: string;
  #effects: readonly Effect[] | undefined;

  constructor({ decidedBy, ...packed }: PackedEntry, fresh: readonly Input[]) {
    this.id = packed.id;
    this.kind = packed.kind;
    this.at = packed.at;
    this.input = inputOf(packed, fresh);
    this.bodyHash = packed.bodyHash;
    this.answer = packed.answer;
    this.marks = packed.marks;
    if (decidedBy !== undefined) this.decidedBy = decidedBy;
    this.printed = { effects: packed.effects };
    this.#send = packed.send;
  }

  get effects(): readonly Effect[] {
    return (this.#effects ??= readList(this.printed.effects));
  }

  get send(): readonly Effect[] {
    return readList(this.#send);
  }
}

function inputOf({ fresh: index, input }: Pick<PackedEntry, 'fresh' | 'input'>, fresh: readonly Input[]) {
  return index === null ? (JSON.parse(input) as StepEntry['input']) : (fresh[index]?.body ?? null);
}

const EMPTY: readonly Effect[] = [];

function printList(list: readonly Effect[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}

function readList(text: string): readonly Effect[] {
  return text === '[]' ? EMPTY : (JSON.parse(text) as readonly Effect[]);
}
