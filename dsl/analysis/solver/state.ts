import { ANYTHING, isNothing, join, meet, numbers, sameDomain, wholeNumbersOf } from '../domains/index.ts';
import type { Domain } from '../domains/index.ts';

/** What is known of a variable before anything is asked of it. */
export interface Variable {
  readonly domain: Domain;
  /** Its numbers are whole. */
  readonly whole: boolean;
}

/** What each variable can still be; narrowed in place. */
export interface State {
  get(key: string): Domain;
  /** Keeps what also lies in `domain`; false where nothing is left. */
  restrict(key: string, domain: Domain): boolean;
  copy(): State;
  /** Becomes what one of several states allows. */
  becomeOneOf(states: readonly State[]): void;
  /** The keys that differ from what it was copied from. */
  changed(): readonly string[];
  /** The keys of variables alone, without those of results. */
  variables(): readonly string[];
  /** Rises with every change. */
  readonly version: number;
  /** What `compute` gives for a rule, worked out once as long as nothing changes. */
  remember(logic: object, compute: () => Domain): Domain;
}

const RESULT = '=';

/** Where a state keeps what is known of the result of a rule, by its text or name. */
export function resultKey(text: string): string {
  return `${RESULT}${text}`;
}

export function createState(variable: (key: string) => Variable): State {
  return new LayeredState(variable, undefined);
}

/**
 * A copy is a layer above what it was copied from, which must not change before the copy is done with. A class, since
 * one analysis makes many thousands.
 */
class LayeredState implements State {
  version = 0;
  readonly #variable: (key: string) => Variable;
  readonly #below: LayeredState | undefined;
  readonly #own = new Map<string, Domain>();
  #memory: Map<object, { readonly version: number; readonly domain: Domain }> | undefined;

  constructor(variable: (key: string) => Variable, below: LayeredState | undefined) {
    this.#variable = variable;
    this.#below = below;
  }

  get(key: string): Domain {
    const found = this.#find(key);
    if (found !== undefined) return found;
    const domain = key.startsWith(RESULT) ? ANYTHING : this.#variable(key).domain;
    this.#own.set(key, domain);
    return domain;
  }

  restrict(key: string, domain: Domain): boolean {
    const before = this.get(key);
    const whole = !key.startsWith(RESULT) && this.#variable(key).whole;
    const after = withWholeNumbers(meet(before, domain), whole);
    if (!sameDomain(before, after)) this.#set(key, after);
    return !isNothing(after);
  }

  copy(): State {
    return new LayeredState(this.#variable, this);
  }

  becomeOneOf(states: readonly State[]): void {
    const keys = new Set(states.flatMap(other => other.changed()));
    for (const key of keys) {
      const joined = states.map(other => other.get(key)).reduce(join);
      if (!sameDomain(this.get(key), joined)) this.#set(key, joined);
    }
  }

  changed(): readonly string[] {
    return [...this.#own.keys()];
  }

  variables(): readonly string[] {
    const own = [...this.#own.keys()].filter(key => !key.startsWith(RESULT));
    return [...new Set([...(this.#below?.variables() ?? []), ...own])];
  }

  remember(logic: object, compute: () => Domain): Domain {
    const found = this.#recall(logic);
    if (found !== undefined) return found;
    const domain = compute();
    this.#memory ??= new Map();
    this.#memory.set(logic, { version: this.version, domain });
    return domain;
  }

  #find(key: string): Domain | undefined {
    const own = this.#own.get(key);
    if (own !== undefined || this.#below === undefined) return own;
    return this.#below.#find(key);
  }

  #set(key: string, domain: Domain): void {
    this.#own.set(key, domain);
    this.version += 1;
  }

  /** What was worked out before, also below as long as nothing differs from that. */
  #recall(logic: object): Domain | undefined {
    const found = this.#memory?.get(logic);
    if (found?.version === this.version) return found.domain;
    if (this.version > 0 || this.#below === undefined) return undefined;
    return this.#below.#recall(logic);
  }
}

function withWholeNumbers(domain: Domain, whole: boolean): Domain {
  if (!whole || domain.numbers === undefined) return domain;
  return { ...domain, numbers: numbers(wholeNumbersOf(domain.numbers)).numbers };
}
