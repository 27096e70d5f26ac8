import { describe, expect, it } from 'vitest';
import { compileText } from '../../../../dsl/compile/expressions/compile-text.ts';
import { compileFiles } from '../../../../dsl/index.ts';
import type { RuleFile } from '../../../../dsl/index.ts';
import { readDefaultRules } from '../../../support/default-rules.ts';
import { missionScope } from '../../support/telecom-scope.ts';

function costOf(text: string): number {
  const { cost, problems } = compileText(text, missionScope(), { allowMissing: true });
  expect(problems).toEqual([]);
  return cost;
}

describe('the cost of an expression', () => {
  it.each<[string, number]>([
    ['engagement', 1],
    ['engagement >= 60', 3],
    ['risk >= 60 and engagement < 5', 7],
    ['churn_probability otherwise 0', 5],
    // A window is read bucket by bucket, for each event type.
    ['count(app.login, lifetime)', 2 + 1],
    ['count(app.login, 30d)', 2 + 30],
    ['count(app.login, 24h)', 2 + 24],
    ['count(app.login, quarter)', 2 + 92],
    ['count(app.login, period)', 2 + 92],
    ['count(usage, 30d)', 2 + 3 * 30],
    ['avg(app.session, 30d)', 2 + 2 * 30],
    ['since(app.login)', 2 + 4],
    ['median(payment.gap, last 8)', 2 + 8],
    ['streak(app.login, day)', 2 + 13],
  ])('%s costs %d', (text, cost) => {
    expect(costOf(text)).toBe(cost);
  });

  it('counts what it looks back on as often as it looks', () => {
    const week = costOf('sum(usage.data, week)');
    expect(costOf('median_of_periods(sum(usage.data, week), 6)')).toBeGreaterThan(6 * week);
    expect(costOf('usual(count(app.login, 30d), 90d)')).toBeGreaterThan(costOf('count(app.login, 30d)') + 80);
  });
});

describe('a limit of cost', () => {
  const files = readDefaultRules().filter(({ path }) => !path.startsWith('tests/'));
  const withPolicy = (expressions: string, more: readonly RuleFile[] = []) =>
    compileFiles(
      [...files, ...more].map(file =>
        file.path === 'policy.yaml' ? { ...file, text: `${file.text}\nexpressions: ${expressions}\n` } : file,
      ),
    );

  it('refuses the rules above it, each with its figure, the limit and where that is set', () => {
    const { diagnostics, program } = withPolicy('{ max_cost: 1000 }');
    expect(program).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(diagnostics.map(() => 'expression-too-costly'));
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics[0]?.message).toMatch(
      /costs 1,\d{3}, more than the limit of 1,000 that `expressions\.max_cost` of the policy sets \(20,000 without it\)/,
    );
  });

  it('refuses a programme that is above it as a whole, once', () => {
    const { diagnostics, program } = withPolicy('{ max_cost_in_all: 10000 }');
    expect(program).toBeUndefined();
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /all rules together cost 10,\d{3}, more than the limit of 10,000 that `expressions\.max_cost_in_all`/,
      ),
    ]);
  });

  it('lets the default rules pass many times over', () => {
    expect(withPolicy('{ max_cost: 2000, max_cost_in_all: 50000 }').program).toBeDefined();
  });

  it('can be lifted above what is usual', () => {
    const counts = Array.from({ length: 20 }, (_, index) => `count(usage, ${400 - index}d)`);
    const costly = `kind: metric\nid: costly\nname: Costly\nvalue: ${counts.join(' + ')}\n`;
    const [usual, lifted] = ['{ max_cost_in_all: 2000000 }', '{ max_cost: 40000 }'].map(expressions =>
      withPolicy(expressions, [{ path: 'costly.yaml', text: costly }]).diagnostics.map(({ code }) => code),
    );
    expect([usual, lifted]).toEqual([['expression-too-costly'], []]);
  });
});
