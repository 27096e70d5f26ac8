import { describe, expect, it } from 'vitest';
import { renderJunit, renderLcov, renderText } from '../../../engine/testing/index.ts';
import { SMALL_RULES } from '../../dsl/support/small-rules.ts';
import { expecting, play, story } from './play.ts';

const PAID = '{ at: day 1 09:00, event: recharge.completed, value: 5, attributes: { channel: card } }';
const { report } = play([
  story('good', [PAID, expecting('day 1 12:00', 'prepaid')]),
  story('bad', [PAID, expecting('day 1 12:00', 'paid_30d < 5')]).replace('Story bad', 'A "<story>" & more'),
]);
const { coverage } = report;
if (coverage === undefined) throw new Error('coverage was measured');
/** The line of the rules on which a text stands. */
const lineOf = (text: string): number => {
  const file = SMALL_RULES.find(rules => rules.text.includes(text));
  return file?.text.slice(0, file.text.indexOf(text)).split('\n').length ?? 0;
};
const PREPAID = lineOf('when: paid_30d > 0');
const CALLER = lineOf('when: engagement >= 40');
const linesOf = (text: string): readonly string[] => text.split('\n').map(line => line.trim());

describe('the report for people', () => {
  it('has a line for every story, and the sums', () => {
    const lines = linesOf(renderText(report));
    expect(lines).toContain('ok      good: Story good');
    expect(lines).toContain('FAILED  bad: A "<story>" & more');
    expect(lines).toContain('1 passed, 1 failed');
  });

  it('says of each rule what was never seen, where it stands', () => {
    const lines = linesOf(renderText(report));
    expect(lines).toContain('50%  segment.prepaid');
    expect(lines).toContain(`scores.yaml:${PREPAID}:7 paid_30d > 0: never false`);
    expect(lines).toContain(
      `missions.yaml:${CALLER}:9 engagement >= 40 for 3d and count(mission.completed where mission = "explorer", lifetime) > 0: never asked`,
    );
    expect(lines.at(-1)).toMatch(
      /^conditions \d+ of \d+ \(\d+%\), branches \d+ of \d+ \(\d+%\), together \d+%$/,
    );
  });
});

describe('JUnit', () => {
  const lines = linesOf(renderJunit(report));

  it('counts stories by file, with the time that they took', () => {
    expect(lines).toContain('<testsuites name="rules" tests="2" failures="1" time="0.024">');
    expect(lines).toContain('<testsuite name="stories.yaml" tests="2" failures="1" time="0.024">');
    expect(lines).toContain(
      '<testcase classname="good" name="Story good" file="stories.yaml" line="2" time="0.012"/>',
    );
  });

  it('tells a failure with its place, in XML that holds', () => {
    const text = lines.join('\n');
    expect(text).toContain('name="A &quot;&lt;story&gt;&quot; &amp; more"');
    expect(text).toContain('<failure message="stories.yaml:15:33: expected paid_30d &lt; 5">');
    expect(text.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
  });

  it('brings coverage as properties', () => {
    const { conditions } = coverage;
    expect(lines).toContain(
      `<property name="coverage.conditions" value="${conditions.covered}/${conditions.total}"/>`,
    );
    expect(lines).toContain('<property name="coverage.segment.prepaid" value="50%"/>');
  });
});

describe('lcov', () => {
  const records = renderLcov(coverage).split('end_of_record\n').slice(0, -1);

  it('has a record for every file with rules that decide', () => {
    expect(records.map(record => /SF:(.*)/.exec(record)?.[1])).toEqual(['missions.yaml', 'scores.yaml']);
  });

  it('makes two branches of every condition, and a dash of what was never asked', () => {
    expect(records[0]).toMatch(new RegExp(`BRDA:${CALLER},\\d+,0,-\nBRDA:${CALLER},\\d+,1,-\n`));
    expect(records[1]).toMatch(new RegExp(`BRDA:${PREPAID},(\\d+),0,1\nBRDA:${PREPAID},\\1,1,0\n`));
  });

  it('sums to what was measured', () => {
    const sum = (name: string): number =>
      records.reduce((total, record) => total + Number(new RegExp(`${name}:(\\d+)`).exec(record)?.[1]), 0);
    const { conditions, branches } = coverage;
    expect([sum('BRH'), sum('BRF')]).toEqual([
      conditions.covered + branches.covered,
      conditions.total + branches.total,
    ]);
  });
});
