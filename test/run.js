// What `npm test` runs: types, lint, format, unused code and the tests, each to its end, then one summary.
// `npm test -- test/engine` runs only the tests that match.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const report = join(root, '.cache', 'vitest.json');
const filters = process.argv.slice(2);
const checks = filters.length > 0 ? [] : ['types', 'lint', 'format', 'unused'];

const results = [...checks.map(runCheck), runTests()];
const leftOut = results.flatMap(result => result.leftOut);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);

console.log('\nSummary');
for (const result of results) {
  console.log(`  ${result.failed === 0 ? 'ok    ' : 'FAILED'}  ${result.name}${result.detail}`);
  for (const line of result.failures ?? []) console.log(`          ${line}`);
}
for (const { why, count } of grouped(leftOut)) console.log(`  left out: ${why} (${count} tests)`);
if (process.env.CI && leftOut.length > 0) {
  console.log('  FAILED  a part of the tests was left out, and this run should have them all');
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || (process.env.CI && leftOut.length > 0) ? 1 : 0;

function runCheck(name) {
  console.log(`\n> ${name}`);
  const { status } = spawnSync('npm', ['run', '--silent', name], { cwd: root, stdio: 'inherit' });
  return { name, detail: '', passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, leftOut: [] };
}

function runTests() {
  console.log('\n> tests');
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  const files = readReport();
  const tests = files.flatMap(file => file.assertionResults);
  const count = state => tests.filter(test => test.status === state).length;
  // A file that cannot even be loaded has no tests to count; it fails as one.
  const broken = files.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failedTests = count('failed') + broken;
  // Whatever else made vitest fail (an error outside of tests, a crash) counts too.
  const failures = status === 0 ? failedTests : Math.max(1, failedTests);
  return {
    name: 'tests',
    detail: ` (${count('passed')} passed, ${failures} failed)`,
    passed: count('passed'),
    failed: failures,
    failures: files.flatMap(describeFailures),
    leftOut: tests.filter(test => test.status !== 'passed' && test.status !== 'failed').map(whyLeftOut),
  };
}

/** A line for each failed test of a file, so that whoever sees only the end of a log knows where to look. */
function describeFailures({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter(test => test.status === 'failed')
    .map(
      ({ fullName, failureMessages }) => `${file} > ${fullName}: ${firstLine(failureMessages.join('\n'))}`,
    );
}

function firstLine(text) {
  return text.trim().split('\n')[0].slice(0, 200);
}

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return [];
  }
}

function whyLeftOut(test) {
  const reason = /\[left out: (.*)\]/.exec(test.fullName)?.[1];
  return reason ?? `"${test.fullName}" is skipped without a reason`;
}

function grouped(reasons) {
  return [...new Set(reasons)].map(why => ({ why, count: reasons.filter(reason => reason === why).length }));
}
