import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../../../dsl/index.ts';
import { evaluateLogic } from '../../../../engine/logic/index.ts';
import { likelyDate } from '../../../../dsl/documents/calendar-date.ts';
import { SMALL_RULES } from '../../support/small-rules.ts';
import { tryOut } from './compile-kind.ts';

const parameter = (values: string, rest = ''): string =>
  `kind: parameter\nid: floor\nname: Floor\n${rest}values:\n${values}`;

const FLOOR = parameter(`  - { from: 2026-03-01, value: 300 MB }
  - { from: 2026-06-01, value: 400 MB }
`);

const at = (date: string) => ({ now: Date.parse(date) });

describe('a parameter', () => {
  it.each([
    ['2026-02-28T23:59:59Z', null],
    ['2026-03-01T00:00:00Z', 300e6],
    ['2026-05-31T23:00:00Z', 300e6],
    ['2026-06-01T00:00:00Z', 400e6],
    ['2030-01-01T00:00:00Z', 400e6],
  ])('has at %s the value of the last day that has begun', (now, value) => {
    expect(tryOut(FLOOR).valueOf('floor', at(now))).toBe(value);
  });

  it('says of a bare word how a text is written', () => {
    const told = tryOut(parameter('  - value: gold\n'));
    expect(told.problems).toEqual([['name-unknown', 'gold', expect.stringContaining(`\`'"gold"'\``)]]);
    expect(told.fixed('name-unknown')).toContain(`value: '"gold"'`);
  });

  it('changes at midnight of the policy’s zone, for all customers', () => {
    const rules = SMALL_RULES.map(file => ({
      ...file,
      text: file.text.replace('zone: UTC', 'zone: Africa/Nairobi'),
    }));
    const { program } = compileFiles([...rules, { path: 'floor.yaml', text: FLOOR }]);
    const logic = program?.named.find(({ id }) => id === 'floor')?.value.logic ?? null;
    const values = ['2026-05-31T20:59:59Z', '2026-05-31T21:00:00Z'].map(now => evaluateLogic(logic, at(now)));
    expect(values).toEqual([300e6, 400e6]);
  });

  it('may be missing where its first value has a day, and is always there where it has none', () => {
    const always = FLOOR.replace('from: 2026-03-01, ', '');
    expect(tryOut(FLOOR).named['floor']).toMatchObject({ type: 'data', missing: true });
    expect(tryOut(always).named['floor']).toMatchObject({ type: 'data', missing: false });
    expect(tryOut(always).valueOf('floor', at('2020-01-01T00:00:00Z'))).toBe(300e6);
  });

  it.each([
    ['value: data_7d > floor', 'missing-value'],
    ['value: data_7d > (floor otherwise 0 MB)', undefined],
    ['value: 15 min > (floor otherwise 0 MB)', 'type-units'],
  ])('is named in expressions with its type and absence: %s', (value, code) => {
    const { diagnostics } = tryOut(`${FLOOR}---\nkind: metric\nid: over\nname: Over\n${value}\n`);
    expect(diagnostics.map(problem => problem.code)).toEqual(code === undefined ? [] : [code]);
  });

  it('takes its type from what is declared, or from most of its values', () => {
    const plain = '  - { from: 2026-03-01, value: 3 }\n';
    expect(tryOut(parameter(plain, 'type: money\n')).named['floor']?.type).toBe('money');
    expect(tryOut(parameter(plain)).named['floor']?.type).toBe('number');
    expect(tryOut(parameter(`  - { value: '"a"' }\n`)).named['floor']?.type).toBe('text');
  });

  it('is part of the program’s hash', () => {
    const hashOf = (text: string) => compileFiles([...SMALL_RULES, { path: 'p.yaml', text }]).program?.hash;
    expect(hashOf(FLOOR.replace('400', '500'))).not.toBe(hashOf(FLOOR));
    expect(hashOf(FLOOR.replace('name: Floor', 'name: Floor # since spring'))).toBe(hashOf(FLOOR));
  });
});

describe('a parameter with mistakes', () => {
  it.each([
    ['a day that does not exist', '2026-06-01', '2026-06-31', 'parameter-date', '2026-06-31'],
    ['a date in another form', '2026-06-01', '1.6.2026', 'parameter-date', '1.6.2026'],
    ['days that fall', '2026-06-01', '2026-02-01', 'parameter-order', '2026-02-01'],
    ['a day twice', '2026-06-01', '2026-03-01', 'parameter-order', '2026-03-01'],
    ['a later value without a day', 'from: 2026-06-01, ', '', 'schema-missing-field', '{ value: 400 MB }'],
    ['values of two types', '400 MB', '15 min', 'type-mismatch', '15 min'],
    ['a value that is worked out', '400 MB', 'data_7d', 'name-unknown', 'data_7d'],
  ])('is told of %s', (_, right, wrong, code, marked) => {
    expect(tryOut(FLOOR.replace(right, wrong)).problems).toEqual([[code, marked, expect.any(String)]]);
  });

  it.each([
    ['2026-06-31', '2026-06-30'],
    ['1.6.2026', '2026-06-01'],
    ['2026/6/1', '2026-06-01'],
    ['2026-06-01T00:00:00', '2026-06-01'],
    ['2026-06', '2026-06-01'],
  ])('has %s mended to %s', (wrong, right) => {
    expect(tryOut(FLOOR.replace('2026-06-01', wrong)).fixed('parameter-date')).toBe(
      FLOOR.replace('2026-06-01', right),
    );
  });

  it.each(['soon', '2026-13-01', '2026-00-10', '32.1.2026'])('has no date guessed from %s', text => {
    expect(likelyDate(text)).toBeUndefined();
  });

  it('has its values put in the order of their days, each with its own', () => {
    const text = parameter(`  - { from: 2026-06-01, value: 400 MB }
  - { from: 2026-01-01, value: 200 MB }
  - { from: 2026-03-01, value: 300 MB } # spring
`);
    const mended = tryOut(text).fixed('parameter-order');
    expect(mended).toBe(
      parameter(`  - { from: 2026-01-01, value: 200 MB }
  - { from: 2026-03-01, value: 300 MB }
  - { from: 2026-06-01, value: 400 MB } # spring
`),
    );
    expect(tryOut(mended).diagnostics).toEqual([]);
  });

  it.each([
    ['value: gold', 'value', 'values: [{ value: gold }]'],
    ['value: \'"gold"\'', 'value', 'values: [{ value: \'"gold"\' }]'],
    ['values: 300 MB', '300 MB', 'values: [{ value: 300 MB }]'],
  ])('that says `%s` is told once, and mended to a list', (written, marked, mended) => {
    const text = `kind: parameter\nid: floor\nname: Floor\n${written}\n`;
    const { problems, fixed } = tryOut(text);
    expect(problems.map(([, at]) => at)).toEqual([marked]);
    const [code = ''] = problems[0] ?? [];
    expect(fixed(code)).toBe(text.replace(written, mended));
  });
});
