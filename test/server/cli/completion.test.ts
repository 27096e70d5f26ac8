import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { completionScript, SHELLS } from '../../../server/cli/completion.ts';
import { describeUnless } from '../../support/describe-unless.ts';

const program = new Command('cairn');
program
  .command('check')
  .description("say what is wrong: it's all there")
  .addOption(new Option('--format <format>', 'for [people]').choices(['text', 'json']))
  .option('--watch', 'again and again');
program.command('fmt').description('write').option('--check', 'change nothing');

describe('completionScript', () => {
  it.each(SHELLS)('names every command, option and value, for %s', shell => {
    const script = completionScript(program, shell);
    for (const word of ['check', 'fmt', 'format', 'watch', 'text', 'json']) expect(script).toContain(word);
  });

  it.each(['zsh', 'fish'] as const)('closes every quote around a description, for %s', shell => {
    const described = completionScript(program, shell)
      .split('\n')
      .filter(line => line.includes('all there'));
    expect(described).not.toEqual([]);
    // `'\''` is a quote inside quotes.
    for (const line of described) expect(line.replaceAll("'\\''", '').match(/'/g)?.length).toSatisfy(isEven);
  });
});

const isEven = (count: number | undefined) => count !== undefined && count % 2 === 0;

describeUnless(existsSync('/bin/bash') ? undefined : 'there is no bash', 'bash, with the script,', () => {
  it.each([
    ['', ['check', 'fmt']],
    ['ch', ['check']],
    ['check --', ['--format', '--watch']],
    ['check --format ', ['text', 'json']],
    ['check --format j', ['json']],
    ['fmt --', ['--check']],
  ])('completes "cairn %s"', (typed, expected) => {
    const words = ['cairn', ...typed.split(' ')];
    const script = `${completionScript(program, 'bash')}
COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _cairn; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const offered = execFileSync('/bin/bash', ['-c', script], { encoding: 'utf8' });
    expect(offered.trim().split('\n')).toEqual(expected);
  });
});
