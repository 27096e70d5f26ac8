import type { Diagnostic } from '../../dsl/index.ts';
import { readDefaultRules } from '../support/default-rules.ts';
import { createFaultCompiler } from '../support/faults/compile-fault.ts';
import { FAULT_KINDS, faultsOf, isMisspelling } from '../support/faults/inject.ts';
import type { Fault } from '../support/faults/inject.ts';
import { judge } from '../support/faults/judge.ts';
import type { Judged } from '../support/faults/judge.ts';
import { createRandom } from '../support/mock-api/random.ts';

const SEED = 1;
const SAMPLE = 3_000;

interface Options {
  readonly sample?: number;
  readonly seed?: number;
  /** Also prints each fault that falls short. */
  readonly show?: boolean;
}

/** How mistakes of one token are reported: all default rules but their tests, a seeded sample of all such mistakes. */
export function run({ sample = SAMPLE, seed = SEED, show = false }: Options = {}): readonly string[] {
  const files = readDefaultRules().filter(({ path }) => !path.startsWith('tests/'));
  const random = createRandom(seed);
  const all = files.flatMap(file => faultsOf(file, random));
  const compile = createFaultCompiler(files);
  const outcomes = choose(all, sample, random).map(fault => outcomeOf(fault, compile));
  const of = (layer: Fault['layer']) => outcomes.filter(({ fault }) => fault.layer === layer);
  return [
    ...(show ? outcomes.filter(fallsShort).flatMap(describe) : []),
    `Faults of one token: ${outcomes.length} of ${all.length} in ${files.length} rule files (seed ${seed})`,
    '',
    ...table('in expressions', of('expression')),
    '',
    ...table('in YAML', of('yaml')),
    '',
    ...table('in both', outcomes),
  ];
}

interface Outcome extends Judged {
  readonly fault: Fault;
  readonly diagnostics: readonly Diagnostic[];
  readonly error?: unknown;
}

function outcomeOf(fault: Fault, compile: (fault: Fault) => readonly Diagnostic[]): Outcome {
  try {
    const diagnostics = compile(fault);
    return { fault, ...judge(fault, diagnostics), diagnostics };
  } catch (error) {
    return { fault, verdict: 'crash', restored: false, diagnostics: [], error };
  }
}

/** `count` of them, each as likely as any other. */
function choose<Item>(all: readonly Item[], count: number, random: () => number): readonly Item[] {
  const rest = [...all];
  for (let index = 0; index < Math.min(count, rest.length); index += 1) {
    const other = index + Math.floor(random() * (rest.length - index));
    [rest[index], rest[other]] = [rest[other] as Item, rest[index] as Item];
  }
  return rest.slice(0, count);
}

function table(title: string, outcomes: readonly Outcome[]): readonly string[] {
  const rows = FAULT_KINDS.map(kind => [kind, outcomes.filter(({ fault }) => fault.kind === kind)] as const);
  return [
    `${title.padEnd(18)}    run  valid  faults  one in place  elsewhere  several  crashes  first fix restores`,
    ...[...rows, ['together', outcomes] as const].map(([name, list]) => row(name, list)),
  ];
}

function row(name: string, outcomes: readonly Outcome[]): string {
  const of = (verdict: Judged['verdict']) => outcomes.filter(outcome => outcome.verdict === verdict);
  const faults = outcomes.filter(({ verdict }) => verdict !== 'valid');
  const misspellings = faults.filter(({ fault }) => isMisspelling(fault));
  return [
    name.padEnd(18),
    String(outcomes.length).padStart(7),
    String(of('valid').length).padStart(7),
    String(faults.length).padStart(8),
    share(of('one, in place').length, faults.length).padStart(14),
    String(of('one, elsewhere').length).padStart(11),
    String(of('several').length).padStart(9),
    String(of('crash').length).padStart(9),
    share(misspellings.filter(({ restored }) => restored).length, misspellings.length).padStart(20),
  ].join('');
}

const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

const fallsShort = ({ fault, verdict, restored }: Outcome) =>
  verdict !== 'valid' && (verdict !== 'one, in place' || (isMisspelling(fault) && !restored));

function describe({ fault, verdict, diagnostics, error }: Outcome): readonly string[] {
  const { text, place, original, kind, layer } = fault;
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  const [rest = ''] = text.slice(place.end).split('\n', 1);
  const marked = `${text.slice(lineStart, place.start)}«${text.slice(place.start, place.end)}»${rest}`;
  return [
    `${verdict}: ${kind} (${layer}) in ${original.path}`,
    `  ${JSON.stringify(marked)}`,
    ...(error === undefined ? [] : [String(error)]),
    ...diagnostics.slice(0, 5).map(problem => `  ${summary(problem)}`),
  ];
}

const summary = ({ file, range: { start, end }, code, message, fixes }: Diagnostic) =>
  `${file}:${start.line}:${start.column}–${end.line}:${end.column} ${code}: ${message} [${fixes[0]?.title ?? 'no fix'}]`;
