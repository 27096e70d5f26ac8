import { compileFiles } from '../../dsl/index.ts';
import type { RuleFile } from '../../dsl/index.ts';
import { createLanguageService } from '../../dsl/language-service/index.ts';
import type { LanguageService } from '../../dsl/language-service/index.ts';
import { manyRules } from '../support/many-rules.ts';

const RULES = 300;
const ROUNDS = 40;
const FILE = 'missions/engagement.yaml';

/** In ms. */
interface Time {
  readonly felt: number;
  /** Of all threads together, those that compile and collect garbage included. */
  readonly processor: number;
}

/** One kind of edit that authors make; `round` makes each text another than all before. */
interface Edit {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: (round: number) => string;
}

const EDITS: readonly Edit[] = [
  {
    what: 'a figure of a mission',
    file: FILE,
    from: 'engagement between 20 and 60',
    to: round => `engagement between ${round + 1} and 60`,
  },
  {
    what: 'a half-typed condition',
    file: FILE,
    from: 'engagement between 20 and 60',
    to: round => `engagement >= ${' '.repeat(round)}`,
  },
  {
    what: 'the type of a metric that many read',
    file: 'metrics/usage.yaml',
    from: 'sum(usage.data, 7d)',
    to: round => (round % 2 === 0 ? `count(usage.data, ${round + 7}d)` : `sum(usage.data, ${round + 7}d)`),
  },
  {
    what: 'the texts of an event’s attribute',
    file: 'events/cdr.yaml',
    from: 'direction: [outgoing, incoming',
    to: round => `direction: [outgoing, incoming, way_${round}`,
  },
  {
    what: 'a line above all documents of a file',
    file: FILE,
    from: 'kind: mission',
    to: round => `# ${'x'.repeat(round)}\nkind: mission`,
  },
];

/** What an editor asks for in a workspace of 300 rules. In processor time what else the machine does counts little. */
export async function run(): Promise<readonly string[]> {
  const files = manyRules(RULES);
  const service = createLanguageService(files);
  service.diagnostics();
  const lines = EDITS.map(edit => row(`edit ${edit.what} → all problems`, timesOf(service, files, edit)));
  return [
    `The language service over ${RULES} rules in ${files.length} files, in ms (median, 95 %): as it is felt; of the processors`,
    row(
      'a compilation of the whole',
      repeated(5, () => void compileFiles(files)),
    ),
    ...lines,
    row('completion behind a key stroke', questionTimes(service, files, 'completion')),
    row('hover behind a key stroke', questionTimes(service, files, 'hover')),
    row('the places of a name, after an edit', referenceTimes(service, files)),
  ];
}

function timesOf(service: LanguageService, files: readonly RuleFile[], edit: Edit): readonly Time[] {
  const text = textOf(files, edit.file);
  if (!text.includes(edit.from)) throw new Error(`${edit.from} is not in ${edit.file}`);
  const times = repeated(ROUNDS, round => {
    service.update(edit.file, text.replace(edit.from, edit.to(round)));
    service.diagnostics();
  });
  service.update(edit.file, text);
  service.diagnostics();
  return times;
}

/** The text is another before each question, so that nothing of the answer is known already. */
function questionTimes(
  service: LanguageService,
  files: readonly RuleFile[],
  question: 'completion' | 'hover',
): readonly Time[] {
  const text = textOf(files, FILE);
  const from = 'engagement between 20 and 60';
  const times = repeated(ROUNDS, round => {
    const typed = `engagement >= ${' '.repeat(round)}`;
    service.update(FILE, text.replace(from, typed));
    const offset = text.indexOf(from) + (question === 'hover' ? 4 : typed.length);
    service[question](FILE, offset);
  });
  service.update(FILE, text);
  return times;
}

function referenceTimes(service: LanguageService, files: readonly RuleFile[]): readonly Time[] {
  const text = textOf(files, FILE);
  const times = repeated(5, round => {
    service.update(FILE, `${text}# ${round}\n`);
    service.references(FILE, text.indexOf('engagement between') + 3);
  });
  service.update(FILE, text);
  return times;
}

function repeated(rounds: number, work: (round: number) => void): readonly Time[] {
  return Array.from({ length: rounds }, (_, round) => {
    const used = process.cpuUsage();
    const start = performance.now();
    work(round);
    const felt = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    return { felt, processor: (user + system) / 1_000 };
  });
}

function textOf(files: readonly RuleFile[], path: string): string {
  const file = files.find(other => other.path === path);
  if (file === undefined) throw new Error(`there is no ${path}`);
  return file.text;
}

function row(what: string, times: readonly Time[]): string {
  const columns = [times.map(({ felt }) => felt), times.map(({ processor }) => processor)];
  return `  ${what.padEnd(60)}${columns.map(quantiles).join('   ')}`;
}

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1).padStart(8);
  return `${at(0.5)}${at(0.95)}`;
}
