import type { Input } from '../../../engine/index.ts';
import type { Store } from '../../../server/stores/store.ts';

export interface RawLoop {
  readonly stateBytes: number;
  readonly batch: number;
  /** Events that are there before. */
  readonly stored: number;
}

/** A store that is measured beside bare writes to the same database. */
export interface BenchStore {
  readonly name: string;
  open(name: string): Promise<Store>;
  /** What another process opens it by. */
  address(name: string): StoreAddress;
  /** Puts events of other customers there. */
  fill(name: string, count: number, sample: Input): Promise<void>;
  /** Events a second. */
  raw(inputs: readonly Input[], loop: RawLoop): Promise<number>;
  /** Takes away what the bare writes were measured on. */
  dropRaw(): Promise<void>;
  bytes(name: string): Promise<number>;
  drop(): Promise<void>;
}

export interface StoreAddress {
  readonly name: string;
  readonly dataDir?: string;
  readonly mongodbUrl?: string;
}
