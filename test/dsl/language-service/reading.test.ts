import { describe, expect, it } from 'vitest';
import { createLanguageService } from '../../../dsl/language-service/index.ts';
import { readCursor } from '../support/cursor-text.ts';
import { SMALL_RULES } from '../support/small-rules.ts';

const values = (text: string): string | undefined =>
  ({ data_7d: '1.2 GB', 'count(usage.data, 7d)': '14' })[text];
const service = createLanguageService(SMALL_RULES, { values });

function at(marked: string): { readonly text: string; readonly offset: number } {
  const cursor = readCursor(marked);
  service.update('new.yaml', cursor.text);
  return cursor;
}

const when = (text: string) => `kind: segment\nid: new_one\nname: New\nwhen: '${text}'\n`;

const HOVERS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['a metric, with its type, doc and value', when('data<|>_7d > 5 MB'), 'data_7d', ['a data volume', '(metric)', 'Data used in a week.', 'Now: 1.2 GB']],
  ['a metric that may be missing', when('last_top<|>_up is missing'), 'last_top_up', ['a point in time, may be missing']],
  ['a score', when('engage<|>ment > 5'), 'engagement', ['a number', '(score)', 'How much they use.']],
  ['what the platform knows, with the texts it can be', when('ti<|>er = "gold"'), 'tier', ['a text', 'The tier held.', 'One of basic, gold.']],
  ['an aggregate, from its table row, with its value', when('cou<|>nt( usage.data, 7d) > 5'), 'count', ['count(stream [where …], window)', 'How many events', 'Now: 14']],
  ['a function', when('ra<|>mp(engagement, 40) > 5'), 'ramp', ['ramp(x, full)', 'in proportion']],
  ['an operator', when('engagement bet<|>ween 2 and 4'), 'between', ['both included']],
  ['a stream', when('count(usage.da<|>ta, 7d) > 5'), 'usage.data', ['events with a data volume', 'Data session', '`rat`']],
  ['a family', when('count(us<|>age, 7d) > 5'), 'usage', ['Made of `usage.data`, `usage.voice`']],
  ['a derived stream', when('sum(pay<|>ment, 7d) > 5'), 'payment', ['Made of `recharge.completed`', 'an amount of money']],
  ['an attribute behind its stream', when('distinct(usage.data.ra<|>t, 7d) > 1'), 'rat', ['of `usage.data`', 'One of 4g, 5g.']],
  ['an attribute in a `where`', when('count(usage.data where off<|>_peak, 7d) > 1'), 'off_peak', ['of `usage.data`', 'true or false']],
  ['a field', 'kind: segment\nwh<|>en: prepaid', 'when', []],
  ['a nested field', 'kind: mission\ngenerate:\n  fi<|>t: 1', 'fit', ['from 0 to 1']],
  ['a name in a plain field', 'kind: mission\nid: x\nsegments: [pre<|>paid]', 'prepaid', ['(segment)', 'Prepaid']],
  ['an event in a plain field', 'kind: test\nsteps:\n  - { at: day 1 08:00, event: usage.vo<|>ice }', 'usage.voice', ['A call, in seconds.']],
  ['a name in a text that cannot be parsed', when('data<|>_7d > > 5 and'), 'data_7d', ['a data volume']],
  ['the stream of a trigger', 'kind: campaign\nid: x\nname: X\ntrigger: mission.com<|>pleted where level = "c"', 'mission.completed', ['Mission completed']],
  ['an attribute of a trigger', 'kind: campaign\nid: x\nname: X\ntrigger: mission.completed where lev<|>el = "c"', 'level', ['One of a, b, c.']],
]; // prettier-ignore

describe('hover', () => {
  it.each(HOVERS)('explains %s', (_what, marked, word, parts) => {
    const { text, offset } = at(marked);
    const found = service.hover('new.yaml', offset);
    expect(text.slice(found?.from, found?.to)).toBe(word);
    for (const part of parts) expect(found?.text).toContain(part);
  });

  it.each([
    ['a number', when('engagement > 2<|>5')],
    ['an unknown name', when('nothing_like<|>_it > 25')],
    ['a comment', 'kind: segment # engage<|>ment'],
    ['a text for people', 'kind: segment\nname: The engage<|>ment'],
    ['a field that there is not', 'kind: segment\nnon<|>sense: 1'],
  ])('says nothing of %s', (_what, marked) => {
    expect(service.hover('new.yaml', at(marked).offset)).toBeNull();
  });
});

describe('signature help', () => {
  const SIGNATURES: readonly (readonly [string, string, string | undefined])[] = [
    ['the first argument', 'ramp(<|>', 'x'],
    ['the second argument', 'ramp(engagement, <|>', 'full'],
    ['behind nested calls', 'ramp(largest(1, 2), <|>', 'full'],
    ['inside a nested call', 'ramp(largest(1, <|>', 'b'],
    ['a repeated argument', 'largest(1, 2, 3, <|>', 'b'],
    ['the stream of an aggregate', 'count(us<|>', 'stream [where …]'],
    ['the `where` of an aggregate', 'count(usage.data where rat = "4g" and <|>', 'stream [where …]'],
    ['the window of an aggregate', 'count(usage.data where rat = "4g", <|>', 'window'],
    ['an optional argument', 'percentile(data_7d, 95%, <|>', 'segment'],
    ['what has commas in its description', 'usual(count(usage, 30d), <|>', 'days'],
    ['a text that is not closed', 'count(usage.data where rat = "4<|>', 'stream [where …]'],
  ];

  it.each(SIGNATURES)('marks %s', (_what, text, parameter) => {
    const help = service.signatureHelp('new.yaml', at(`kind: segment\nid: x\nwhen: '${text}`).offset);
    const { start, end } = help?.parameters[help.active] ?? {};
    expect(help?.label.slice(start, end)).toBe(parameter);
  });

  it.each([
    ['outside of a call', 'engagement > <|>'],
    ['behind a call', 'ramp(engagement, 40)<|>'],
    ['too many arguments', 'ramp(1, 2, <|>'],
    ['a call of nothing', 'nonsense(<|>'],
  ])('is silent at %s', (_what, text) => {
    expect(service.signatureHelp('new.yaml', at(`kind: segment\nid: x\nwhen: '${text}`).offset)).toBeNull();
  });
});

describe('what is in a file', () => {
  it('lists its documents with their parts, each at its place', () => {
    const symbols = service.symbols('missions.yaml');
    const text = SMALL_RULES.find(({ path }) => path === 'missions.yaml')?.text ?? '';
    expect(symbols.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'mission explorer', 'mission caller', 'badge power_user', 'tier club', 'campaign well_done', 'policy policy', 'test explores',
    ]); // prettier-ignore
    expect(symbols[3]?.children.map(({ id }) => id)).toEqual(['basic', 'gold']);
    for (const { range, idRange, id } of symbols) {
      expect(text.slice(idRange.start.offset, idRange.end.offset)).toBe(id);
      expect(text.slice(range.start.offset, range.end.offset)).toMatch(/^kind: /);
    }
  });

  it.each([
    ['data_7d', 'data_7d'],
    ['power', 'power_user'],
    ['top-up', 'last_top_up'],
    ['dta 7', 'data_7d'],
    ['enagement', 'engagement'],
  ])('finds by `%s` the document %s', (query, id) => {
    expect(service.workspaceSymbols(query).map(symbol => symbol.id)).toContain(id);
  });

  it('puts the exact name first, and finds nothing for nonsense', () => {
    expect(service.workspaceSymbols('prepaid')[0]?.id).toBe('prepaid');
    expect(service.workspaceSymbols('qqqqqq')).toEqual([]);
  });

  it('says what its words mean, one meaning a word', () => {
    const text = when('count(usage.data where rat = "4g", 7d) > 2 and data_7d >= 300 MB');
    service.update('new.yaml', text);
    const tokens = service
      .semanticTokens('new.yaml')
      .map(({ from, to, type }) => `${type} ${text.slice(from, to)}`);
    expect(tokens).toEqual([
      'kind segment', 'reference new_one', 'aggregate count', 'stream usage.data', 'keyword where', 'attribute rat',
      'operator =', 'text "4g"', 'number 7', 'unit d', 'operator >', 'number 2', 'keyword and', 'name data_7d',
      'operator >=', 'number 300', 'unit MB',
    ]); // prettier-ignore
  });

  it('folds documents, parts and comments', () => {
    const text =
      '# one\n# two\nkind: mission\nid: x\ntarget:\n  levels:\n    a: 1\n\n---\nkind: tier\nid: y\n';
    service.update('folds.yaml', text);
    const found = service
      .folding('folds.yaml')
      .map(({ startLine, endLine, kind }) => `${kind} ${startLine}-${endLine}`);
    service.update('folds.yaml', null);
    expect(found).toEqual(['comment 1-2', 'document 3-7', 'part 5-7', 'part 6-7', 'document 10-11']);
  });

  it('offers what mends the problems at a place, and nothing elsewhere', () => {
    const { text, offset } = at(when('engagemnt<|> > 5'));
    const [fix] = service.quickFixes('new.yaml', { start: offset, end: offset });
    expect(fix?.edits.map(edit => edit.text)).toEqual(['engagement']);
    expect(fix?.diagnostic.code).toBe('name-unknown');
    expect(service.quickFixes('new.yaml', { start: 0, end: 3 })).toEqual([]);
    expect(text).toContain('engagemnt');
  });

  it('forgets a file that is taken away', () => {
    at(when('nonsense > 5<|>'));
    expect(service.diagnostics('new.yaml')).not.toEqual([]);
    service.update('new.yaml', null);
    expect(service.diagnostics()).toEqual([]);
  });
});
