import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../dsl/syntax/index.ts';
import type { Problem } from '../../../dsl/syntax/index.ts';
import { readMarked, writeMarked } from '../support/marked-text.ts';

function applied(text: string, { fixes = [] }: Problem): string | undefined {
  const [fix] = fixes;
  return fix === undefined ? undefined : text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
}

/** [text with the place that is marked, a part of the message, the text once fixed] */
const CASES: Readonly<
  Record<string, readonly (readonly [marked: string, message: string, fixed?: string])[]>
> = {
  'spellings of other languages': [
    ['a <|==|> 1', '`==` is written `=` here', 'a = 1'],
    ['a <|<>|> 1', '`<>` is written `!=` here', 'a != 1'],
    ['a <|≥|> 1', '`≥` is written `>=` here', 'a >= 1'],
    ['a <|=>|> 1', '`=>` is written `>=` here', 'a >= 1'],
    ['a <|&&|> b', '`&&` is written `and` here', 'a and b'],
    ['a <||||> b', '`||` is written `or` here', 'a or b'],
    ['<|!|>a', '`!` is written `not` here', 'not a'],
    ['a <|??|> 0', '`??` is written `otherwise` here', 'a otherwise 0'],
    ['a <|×|> 2', '`×` is written `*` here', 'a * 2'],
    ['a <|%|> 2', 'no `%` operator'],
    ['5 <|%|> 2', 'no `%` operator'],
    ['a <|^|> 2', 'no power operator'],
    ["a = <|'x'|>", 'double quotes', 'a = "x"'],
    ['a = <|“x”|>', 'double quotes', 'a = "x"'],
    ['a <|AND|> b', 'small letters', 'a and b'],
    ['a > <|.5|>', 'Write `0.5`', 'a > 0.5'],
    ['a is <|null|>', 'is called missing', 'a is missing'],
    ['a is not <|null|>', 'is called missing', 'a is not missing'],
    ['a <|else|> 0', 'follows `otherwise`', 'a otherwise 0'],
    ['a <|= missing|>', 'write `is missing`', 'a is missing'],
    ['a <|!= missing|>', 'write `is not missing`', 'a is not missing'],
    ['a <|is|> "x"', 'compared with `=`', 'a = "x"'],
    ['a <|is not|> "x"', 'compared with `!=`', 'a != "x"'],
    ['a <|is|> between 30 and 75', '`is` is too much', 'a between 30 and 75'],
    ['a <|is|> > 5', '`is` is too much', 'a > 5'],
    ['a <|< =|> 12', 'No blank stands inside `<=`', 'a <= 12'],
    ['12 <= days(u, 30d) <|<=|> 20', 'join them with `and`', '12 <= days(u, 30d) and days(u, 30d) <= 20'],
    ['a between 30<|,|> 75', '`and` is missing', 'a between 30 and 75'],
    ['days<|[usage, 30d]|> > 3', 'in round brackets', 'days(usage, 30d) > 3'],
    ['days(usage, <|1m|>)', 'a month is `30d`', 'days(usage, 30d)'],
    ['a > 1<|m|>', 'did you mean `min`?', 'a > 1min'],
  ],
  'words of everyday speech': [
    ['a <|more than|> 60', 'is written `>` here', 'a > 60'],
    ['a <|is greater than or equal to|> 60', 'is written `>=` here', 'a >= 60'],
    ['a <|at least|> 60 and b', 'is written `>=` here', 'a >= 60 and b'],
    ['a <|below|> 60', 'is written `<` here', 'a < 60'],
    ['a between 20 <|to|> 60', '`to` is written `and`', 'a between 20 and 60'],
    ['a > 60 <|over|> 14d', '`over` is written `for`', 'a > 60 for 14d'],
    ['a > 60 <|oder|> b', '`oder` is written `or`', 'a > 60 or b'],
    ['<|nicht|> a', '`nicht` is written `not`', 'not a'],
    ['a <|contains|> "x"', 'compared as a whole'],
  ],
  'calls of other languages': [
    ['<|IF(a, 1, max(b, 2))|>', 'in words', 'if a then 1 else max(b, 2)'],
    ['1 + <|if(a, 1, 2)|>', 'in words', '1 + (if a then 1 else 2)'],
    ['count(usage <|if|> off_peak, 7d)', '`if` is written `where`', 'count(usage where off_peak, 7d)'],
    ['count(usage<|, 7d where a and b|>) > 1', 'before the window', 'count(usage where a and b, 7d) > 1'],
    ['a otherwise 0 <|+|> 1', 'in parentheses', '(a otherwise 0) + 1'],
  ],
  units: [
    ['30 <|days|>', 'did you mean `d`?', '30 d'],
    ['5 <|mb|>', 'did you mean `MB`?', '5 MB'],
    ['10<|m|>', 'did you mean `min`?', '10min'],
    ['a > 5 <|EUR|>', 'written as plain numbers', 'a > 5'],
    ['a > 20 <|KES|>', 'written as plain numbers', 'a > 20'],
    ['a > <|KES 20|>', '`KES 20` is `20`', 'a > 20'],
    ['a > <|$|>20', 'written as plain numbers', 'a > 20'],
    ['a > <|£|>20', 'written as plain numbers', 'a > 20'],
    ['a > <|1k|>', '`1k` is written `1000`', 'a > 1000'],
    ['a > <|1.5K|> and b', '`1.5K` is written `1500`', 'a > 1500 and b'],
    ['5 <|parsecs|>', 'no unit that a number can have'],
    ['20 <|percent|>', 'a share is written with `%`'],
    ['a for <|2h|>', 'counts whole days', 'a for 1d'],
    ['a within <|1.5d|>', 'counts whole days', 'a within 2d'],
  ],
  'units of the calendar': [
    ['sum(usage, <|6 months|>)', 'a span of time is written in days, `180d`', 'sum(usage, 180d)'],
    ['a > <|2 years|>', 'is `months_since(…)`', 'a > 730d'],
    ['a for <|1 week|>', 'in days, `7d`', 'a for 7d'],
  ],
  'commas in figures': [
    ['a > <|1.000,50|>', '`1.000,50` is written `1000.50`', 'a > 1000.50'],
    ['a > <|1.500.000|>', '`1.500.000` is written `1500000`', 'a > 1500000'],
    ['a > <|1.500.000 MB|> and b', '`1.500.000 MB` is written `1500000 MB`', 'a > 1500000 MB and b'],
    ['a > <|1 000|>', '`1 000` is written `1000`', 'a > 1000'],
    ['a > <|1 000 000 MB|>', '`1 000 000 MB` is written `1000000 MB`', 'a > 1000000 MB'],
    ["a > <|1'000'000|>", '`1000000`', 'a > 1000000'],
    ['a > <|1,000|>', '`1,000` is written `1000`', 'a > 1000'],
    ['a > <|1,000,000.5|>', '`1,000,000.5` is written `1000000.5`', 'a > 1000000.5'],
    ['a > <|0,500|> and b', '`0,500` is written `0.500`', 'a > 0.500 and b'],
    ['(a - <|5,5 MB|>) > b', '`5,5 MB` is written `5.5 MB`', '(a - 5.5 MB) > b'],
    ['a between <|1,5|> and 2', '`1,5` is written `1.5`', 'a between 1.5 and 2'],
  ],
  'windows in words': [
    ['count(usage, <|last 30d|>)', 'needs no `last`', 'count(usage, 30d)'],
    ['count(usage, <|past week|>)', 'needs no `past`', 'count(usage, week)'],
    ['count(usage, <|last 30 days|>)', 'needs no `last`', 'count(usage, 30d)'],
    ['count(usage <|30d|>)', 'A comma is missing before the window `30d`', 'count(usage, 30d)'],
    ['count(usage <|in 30d|>)', 'needs no `in`', 'count(usage, 30d)'],
    ['count(usage <|in the last 2 weeks|>)', 'needs no `in the last`', 'count(usage, 14d)'],
  ],
  'numbers in words': [
    ['a > <|twenty five|>', '`twenty five` is `25`', 'a > 25'],
    ['a > <|twenty-five|> and b', 'is `25`', 'a > 25 and b'],
    ['a > <|two hundred fifty|>', 'is `250`', 'a > 250'],
    ['a > <|three thousand|>', 'is `3000`', 'a > 3000'],
  ],
  'an `if` without its `then`': [
    ['if a > 5 <|prepaid|> else c', '`then` is missing, `prepaid` was found', 'if a > 5 then prepaid else c'],
    ['if a then 1 <|2|>', '`else` is missing, `2` was found', 'if a then 1 else 2'],
  ],
  phrases: [
    ['a > 60 <|unless|> b', 'an exception is written `and not`', 'a > 60 and not b'],
    ['a <|unless|> b > 5', 'an exception is written `and not`', 'a and not b > 5'],
    ['a or b <|unless|> c', 'an exception is written `and not`'],
    ['a in <|("x")|>', 'in square brackets: `["x"]`', 'a in ["x"]'],
    ['a not in <|("x", "y")|> and b', 'in square brackets: `["x", "y"]`', 'a not in ["x", "y"] and b'],
    ['a in <|"x"|>', 'in square brackets: `["x"]`', 'a in ["x"]'],
    ['a > <|2024-01-01|>', 'cannot stand in an expression: ask how long ago'],
  ],
  brackets: [
    ['<|(a + b|>', 'never closed', '(a + b)'],
    ['count<|(usage, 7d|>', 'never closed', 'count(usage, 7d)'],
    ['sum<|(usage, 7d > 300 MB|>', 'never closed', 'sum(usage, 7d) > 300 MB'],
    ['sum<|(usage, week / 3 and b|>', 'never closed', 'sum(usage, week) / 3 and b'],
    ['<|a + b)|>', 'closes nothing', 'a + b'],
    ['a in [1, 2<|)|>', 'closed by `]`', 'a in [1, 2]'],
    ['a in [<|]|>', 'list is empty'],
    ['count(<|)|>', '`count` needs at least one argument'],
  ],
  sentences: [
    ['<|if a then b|>', '`else` is missing'],
    ['if a <|b|> else c', '`then` is missing, `b` was found', 'if a then b else c'],
    ['<|then|> a', 'no `if` before it'],
    ['if a then <|(b + c))|>', '`else` is missing'],
    ['a <|not missing|>', '`is` is missing before `not missing`', 'a is not missing'],
    ['a <|is not|> and b', '`missing` is missing', 'a is not missing and b'],
    ['if a is <|missinf|> then 1 else 2', 'did you mean `missing`?', 'if a is missing then 1 else 2'],
    ['a >= 3 <|fr|> 30d', 'did you mean `for`?', 'a >= 3 for 30d'],
    ['a >= 3 <|days and|>(b, 30d) >= 3', 'seem to have changed places', 'a >= 3 and days(b, 30d) >= 3'],
    ['a + <|(5,|> max(b, 6))', 'no call is open here'],
    ['a and <|<|> 40 and b = 0', 'a value (a number'],
    ['a >= <|and|> (b otherwise 1) < 1', 'a value (a number'],
    ['<|sumusage.data where|> off_peak, period)', '`where` chooses among'],
    [
      'ramp<|((count(a, 30d + count(b, 30d)) / 2, 12)|>',
      'only one is closed',
      'ramp(count(a, 30d + count(b, 30d)) / 2, 12)',
    ],
    ['a + <|if|> b then 1 else 2', 'stands in parentheses'],
    ['0 < a <|<|> 10', 'Two comparisons in a row', '0 < a and a < 10'],
    ['a between 1<|,|> 2', '`between` takes two bounds', 'a between 1 and 2'],
    ['a <|for|>', 'a number of days'],
    ['a <|+|>', 'The expression ends after `+`'],
    ['usage.data <|where|> off_peak', '`where` chooses among the events of an aggregate'],
    ['a <|b|>', 'nothing between them'],
    ['last <|7d|>', '`30d` the last 30 days'],
    ['a = <|not|> b', 'in parentheses'],
    ['a + <|*|> b', 'cannot stand here: a value'],
    ['<|a ,|> b', 'no call is open here'],
    ['count(usage where <|,|> 7d)', 'a value'],
    ['<||>', 'There is no expression here'],
  ],
  characters: [
    ['a <|?|> 1', '`if … then … else …`'],
    ['<|é|>', 'letters a to z', 'e'],
    ['count(usage<|;|> 7d)', 'separated by commas', 'count(usage, 7d)'],
    ['eng<|\u200B|>agement', '(U+200B)', 'engagement'],
    ['a <|\u202E|>> 1', '(U+202E)', 'a > 1'],
    ['<|$|>5', 'plain numbers', '5'],
    ['a<|.|>', 'a dot stands only inside a name'],
    ['<|"|>abc', 'never closed', '"abc"'],
    ['<|"a\\q"|>', 'special character', '"a\\\\q"'],
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(group, () => {
    it.each(cases.map(([marked, message, fixed]) => ({ marked, message, fixed })))(
      '$marked',
      ({ marked, message, fixed }) => {
        const { text, span } = readMarked(marked);
        const { ast, problems } = parseExpression(text);
        expect(ast).toBeUndefined();
        expect(problems.map(problem => writeMarked(text, problem.span))).toEqual([writeMarked(text, span)]);
        const [problem] = problems;
        expect(problem?.message).toContain(message);
        expect(problem === undefined ? undefined : applied(text, problem)).toBe(fixed);
        if (fixed !== undefined) expect(parseExpression(fixed).problems).toEqual([]);
      },
    );
  });
}

describe('several problems', () => {
  it('are all named where each has a cause of its own', () => {
    const { problems } = parseExpression("a == 'x' && 30 days > b");
    expect(problems.map(({ span }) => span.start)).toEqual([2, 5, 9, 15]);
  });

  it('are told apart from commas that separate', () => {
    for (const text of ['largest(5,5)', 'a in [1,000]', 'ramp(a,1,5)'])
      expect(parseExpression(text).problems).toEqual([]);
  });

  it('leave out what only follows from a foreign spelling', () => {
    expect(parseExpression('a = !b').problems).toHaveLength(1);
  });
});
