import type { Program } from '../../../dsl/program/program.ts';
import { createEngine } from '../../../engine/index.ts';
import type { Constants, Engine } from '../../../engine/index.ts';
import type { Store } from '../../../server/stores/store.ts';

/** The engine of any release that was ever made in a store. */
export interface Engines {
  of(release: number): Promise<Engine>;
}

interface KeptRelease {
  readonly program: string;
  readonly constants: Constants;
}

export function enginesOf(store: Store): Engines {
  const engines = new Map<number, Engine>();
  return {
    async of(release) {
      const known = engines.get(release);
      if (known) return known;
      const { program: hash, constants } = await kept<KeptRelease>(store, `release:${release}`);
      const program = await kept<Program>(store, `program:${hash}`);
      const engine = createEngine(program, { n: release, constants });
      engines.set(release, engine);
      return engine;
    },
  };
}

async function kept<T>(store: Store, key: string): Promise<T> {
  const found = await store.setting(key);
  if (found === null) throw new Error(`The store has no ${key}.`);
  return found.value as T;
}
