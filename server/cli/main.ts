import { Argument, Command, CommanderError, Option } from 'commander';
import { ConfigError, readConfig } from '../config.ts';
import { serve } from '../main.ts';
import { readVersion } from '../project-root.ts';
import { backupCommand } from './backup.ts';
import { CHECK_FORMATS, checkCommand } from './check.ts';
import type { CheckOptions } from './check.ts';
import { compileCommand } from './compile.ts';
import { completionScript, SHELLS } from './completion.ts';
import type { Shell } from './completion.ts';
import { decompileCommand } from './decompile.ts';
import type { DecompileOptions } from './decompile.ts';
import { demoCommand } from './demo.ts';
import { diffCommand } from './diff.ts';
import type { DiffOptions } from './diff.ts';
import { EXAMPLES, EXIT_CODES } from './examples.ts';
import { explainCode } from './explain-code.ts';
import { explainCommand } from './explain.ts';
import { fmtCommand } from './fmt.ts';
import { initCommand } from './init.ts';
import { print, WrongUse } from './output.ts';
import type { Format } from './output.ts';
import { publishCommand } from './publish.ts';
import { replayCommand } from './replay.ts';
import type { ReplayOptions } from './replay.ts';
import { TEST_FORMATS, testCommand } from './test.ts';
import type { TestOptions } from './test.ts';
import { watching } from './watch.ts';

interface Shared {
  readonly format: Format;
}

interface Watched {
  readonly watch?: boolean;
}

const program = new Command('cairn')
  .description('Behaviour scores, missions and badges, decided by rules that people can read')
  .version(readVersion())
  .exitOverride();

program
  .command('serve')
  .description(
    'start the server; the environment configures it (PORT, HOST, DATA_DIR, RULES_DIR, ADMIN_KEY …)',
  )
  .action(() => serve(process.env));

withFormat(program.command('check'), CHECK_FORMATS)
  .description('check rule files')
  .argument('[paths...]', 'files or folders, - for standard input; default: RULES_DIR')
  .option('--stdin-path <file>', 'the file that the text on standard input stands for')
  .option('--watch', 'check again after every change')
  .option('--explain <code>', 'say what a code means, with an example, and check nothing')
  .action((paths: string[], { watch, explain, ...options }: CheckOptions & Watched & { explain?: string }) =>
    explain === undefined
      ? finish(repeatedly(rulePaths(paths), watch, () => checkCommand(rulePaths(paths), options)))
      : explainCode(explain),
  );

withFormat(program.command('fmt'))
  .description('write rule files in their one canonical form')
  .argument('[paths...]', 'files or folders, - for standard input; default: RULES_DIR')
  .option('--check', 'change nothing, and fail where something would change')
  .action((paths: string[], options: Shared & { check?: boolean }) =>
    finish(fmtCommand(rulePaths(paths), options)),
  );

withFormat(program.command('compile'))
  .description('compile rule files to JSONLogic')
  .argument('[paths...]', 'files or folders; default: RULES_DIR')
  .action((paths: string[], { format }: Shared) => finish(compileCommand(rulePaths(paths), format)));

program
  .command('test')
  .description('run the test documents among the rules')
  .argument('[paths...]', 'files or folders; default: RULES_DIR')
  .addOption(
    new Option('--format <format>', 'for people or for machines').choices(TEST_FORMATS).default('text'),
  )
  .option('--output <file>', 'write there instead of to the terminal')
  .option('--only <pattern>', 'stories with this in their id, name or file; * stands for anything')
  .option('--coverage', 'say which conditions of the rules were never true or never false')
  .option('--threshold <percent>', 'fail where less of the rules is covered', readPercent)
  .option('--watch', 'test again after every change')
  .action((paths: string[], { watch, ...options }: TestOptions & Watched) =>
    finish(repeatedly(rulePaths(paths), watch, () => testCommand(rulePaths(paths), options))),
  );

withFormat(program.command('decompile'))
  .description('write JSONLogic as the text of a rule: what compile does, backwards')
  .argument('<file>', 'a file of JSON, - for standard input; a list holds several rules')
  .option('--value', 'a value of any type, not a condition')
  .action((file: string, options: DecompileOptions) =>
    finish(decompileCommand(rulePaths([]), file, options)),
  );

withFormat(program.command('explain'))
  .description('say why a rule gives what it gives for a customer')
  .argument('<rule>', 'e.g. score.risk, mission.data_explorer, badge.power_user:silver')
  .requiredOption(
    '--customer <file>',
    'a test document, - for standard input: its start, given and events make the customer',
  )
  .action((rule: string, { customer, format }: Shared & { customer: string }) =>
    finish(explainCommand(rulePaths([]), rule, customer, format)),
  );

withFormat(program.command('diff'))
  .description('say in sentences what changes from one set of rules to another, and for whom')
  .argument('<before>', 'a folder, git:REVISION, or a file: alone it is compared with its last commit')
  .argument('[after]', 'the same; default: RULES_DIR')
  .option('--exit-code', 'fail where anything changes')
  .action((before: string, after: string | undefined, options: DiffOptions) => {
    const [rulesDir = ''] = rulePaths([]);
    return finish(diffCommand(before, after, rulesDir, options));
  });

withFormat(program.command('init'))
  .description('make a folder of small rules to start from')
  .argument('[folder]', 'where; default: RULES_DIR')
  .action((folder: string | undefined, { format }: Shared) =>
    finish(initCommand(folder ?? rulePaths([])[0] ?? '', format)),
  );

withFormat(program.command('publish'))
  .description('make the rules of RULES_DIR the live release')
  .action(({ format }: Shared) => finish(publishCommand(readConfig(process.env), format)));

withFormat(program.command('backup'))
  .description('write a copy of the embedded store, while the server runs')
  .argument('<file>', 'a new file')
  .action((file: string, { format }: Shared) => finish(backupCommand(readConfig(process.env), file, format)));

withFormat(program.command('replay'))
  .description('rebuild every customer from the journal and compare with what is kept, while the server runs')
  .option('--verify', 'check journal, ledger, lists and totals too, and say where each differs')
  .option('--repair', 'as --verify, and put right what the journal gives')
  .option('--customer <id>', 'this customer alone')
  .option('--from <id>', 'begin behind this customer')
  .option('--resume', 'go on where the last walk was stopped')
  .action((options: ReplayOptions) => finish(replayCommand(readConfig(process.env), options)));

withFormat(program.command('demo'))
  .description('make customers and their past, through the real mapping')
  .option('--customers <n>', 'how many', readCount, 200)
  .option('--days <n>', 'how long a past', readCount, 90)
  .option('--seed <n>', 'the same seed makes the same customers', readNumber, 1)
  .action(({ format, ...order }: Shared & { customers: number; days: number; seed: number }) =>
    finish(demoCommand(readConfig(process.env), order, format)),
  );

program
  .command('completion')
  .description('write the script that makes a shell complete commands and options')
  .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
  .action((shell: Shell) => print(completionScript(program, shell)));

program.addHelpText('after', `\n${EXIT_CODES}`);
for (const command of program.commands) {
  const lines = EXAMPLES[command.name()] ?? [];
  if (lines.length > 0) command.addHelpText('after', ['\nExamples:', ...lines].join('\n  '));
}

function withFormat(command: Command, formats: readonly string[] = ['text', 'json']): Command {
  return command.addOption(
    new Option('--format <format>', 'for people or for machines').choices(formats).default('text'),
  );
}

function repeatedly(
  paths: readonly string[],
  watch: boolean | undefined,
  work: () => Promise<boolean>,
): Promise<boolean> {
  return watch === true ? watching(paths, work) : work();
}

function rulePaths(paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : [process.env['RULES_DIR']?.trim() || './rules'];
}

function readNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new WrongUse(`"${text}" is no whole number.`);
}

function readCount(text: string): number {
  const count = readNumber(text);
  if (count > 0) return count;
  throw new WrongUse('The number must be at least 1.');
}

function readPercent(text: string): number {
  const percent = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (percent <= 100) return percent;
  throw new WrongUse(`"${text}" is no percentage from 0 to 100.`);
}

/** 0: fine, 1: problems were found. */
async function finish(work: Promise<boolean>): Promise<void> {
  process.exitCode = (await work) ? 0 : 1;
}

// `cairn compile | head`: who reads may stop reading.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof WrongUse || error instanceof ConfigError) {
    console.error(error.message);
    return error instanceof WrongUse ? 2 : 1;
  }
  console.error(error);
  return 1;
}
