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
  keys(): Iterable<string>;
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

export function createState(
  variable: (key: string) => Variable,
  known: ReadonlyMap<string, Domain> = new Map(),
): State {
  const domains = new Map(known);
  const memory = new Map<object, { readonly version: number; readonly domain: Domain }>();
  let version = 0;

  const state: State = {
    get: key => {
      const found = domains.get(key);
      if (found !== undefined) return found;
      const domain = key.startsWith(RESULT) ? ANYTHING : variable(key).domain;
      domains.set(key, domain);
      return domain;
    },
    restrict: (key, domain) => {
      const before = state.get(key);
      const after = withWholeNumbers(meet(before, domain), !key.startsWith(RESULT) && variable(key).whole);
      if (!sameDomain(before, after)) {
        domains.set(key, after);
        version += 1;
      }
      return !isNothing(after);
    },
    copy: () => createState(variable, domains),
    becomeOneOf: states => {
      const keys = new Set(states.flatMap(other => [...other.keys()]));
      for (const key of keys) {
        const joined = states.map(other => other.get(key)).reduce(join);
        if (sameDomain(state.get(key), joined)) continue;
        domains.set(key, joined);
        version += 1;
      }
    },
    keys: () => domains.keys(),
    variables: () => [...domains.keys()].filter(key => !key.startsWith(RESULT)),
    get version() {
      return version;
    },
    remember: (logic, compute) => {
      const found = memory.get(logic);
      if (found?.version === version) return found.domain;
      const domain = compute();
      memory.set(logic, { version, domain });
      return domain;
    },
  };
  return state;
}

function withWholeNumbers(domain: Domain, whole: boolean): Domain {
  if (!whole || domain.numbers === undefined) return domain;
  return { ...domain, numbers: numbers(wholeNumbersOf(domain.numbers)).numbers };
}
