/** Rule files that no author writes: what they are, and their text. */
export const HOSTILE_FILES: readonly (readonly [string, string])[] = [
  ['parentheses ten thousand deep', metric(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`)],
  ['a megabyte of additions', metric(repeat('1 + ', 250_000, '1'))],
  ['a megabyte of one name', metric('a'.repeat(1_000_000))],
  ['a megabyte of dots', metric(repeat('a.', 500_000, 'a'))],
  ['a megabyte of one number', metric('9'.repeat(1_000_000))],
  ['a number beyond all numbers', metric('9'.repeat(400))],
  ['a product beyond all numbers', metric(`${'9'.repeat(300)} * ${'9'.repeat(300)}`)],
  ['a text that is never closed', metric(`"${'\\\\'.repeat(2_000)}`)],
  ['backslashes without an end', metric(`"${'\\'.repeat(3_999)}`)],
  ['digits, then no unit', metric(`${'1'.repeat(3_900)} ${' '.repeat(50)}!`)],
  ['spaces without an end', metric(`1${' '.repeat(3_900)}$`)],
  ['quotes of other kinds', metric('“’'.repeat(1_900))],
  ['misspellings by the hundred', metric(repeat('engagemnt + ', 300, '1'))],
  ['divisions in each other', metric(`${'1 / ('.repeat(60)}count(app.login, 7d)${')'.repeat(60)}`)],
  ['choices in each other', metric(`${'if true then 1 else '.repeat(190)}1`)],
  ['negations in each other', metric(`${'not ('.repeat(99)}true${')'.repeat(99)}`)],
  ['right-to-left and joined characters', metric('engage\u202ement\u200d >= \u0665\u0660 \ud83d\udc68\u200d\ud83d\udc69')],
  ['half of a character', metric('"\\ud800" = "x"')],
  ['nothing but a null character', '\u0000'],
  ['a byte order mark in the middle', `kind: metric\n\ufeffid: x\n`],
  ['nineteen thousand brackets, each on a line of its own', lines(19_000, () => 'a: [')],
  ['lists that open on one line and close on the next', lines(600, () => 'a: [\nb: ]')],
  ['a bomb of aliases', aliasBomb(12)],
  ['mappings as keys of each other', `kind: segment\nid: x\nname: x\nwhen: ${'{'.repeat(30)}engagement > 5\n`],
  ['braces that open thirty times', '{'.repeat(30)],
  ['braces that open and close thirty times', '{'.repeat(30) + '}'.repeat(30)],
  ['question marks for keys', '? '.repeat(40)],
  ['braces that open ten thousand times', '{'.repeat(10_000)],
  ['anchors in a row', '&a '.repeat(40)],
  ['tags in a row', '! '.repeat(40)],
  ['keys in a row', 'a: '.repeat(3_000)],
  ['a list ten thousand deep', `kind: metric\nid: x\nname: x\nvalue: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
  ['a mapping ten thousand deep', `kind: metric\nid: x\nname: x\nvalue: ${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}\n`],
  ['a mapping by indentation', `kind: metric\n${Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')}`],
  ['lists in lists by dashes', `kind: metric\nvalue: ${'- '.repeat(10_000)}1\n`],
  ['a hundred thousand keys', `kind: metric\nid: x\nname: x\nvalue: 1\n${lines(100_000, index => `k${index}: 1`)}`],
  ['a hundred thousand documents', lines(100_000, () => '---')],
  ['a hundred thousand equal keys', `kind: metric\n${lines(100_000, () => 'k: 1')}`],
  ['a line of a megabyte', `kind: ${'m'.repeat(1_000_000)}\n`],
  ['a comment of a megabyte', `# ${'-'.repeat(1_000_000)}\nkind: metrik\n`],
  ['tags and anchors', `kind: !!js/function 'x'\nid: &a *a\n`],
  ['quotes that are never closed', `kind: "${'\\"'.repeat(100_000)}`],
  ['a block text without an end', `kind: metric\nid: x\nname: x\nvalue: >\n${lines(50_000, () => '  engagement +')}`],
]; // prettier-ignore

function metric(value: string): string {
  return `kind: metric\nid: hostile\nname: Hostile\nvalue: '${value.replaceAll("'", "''")}'\n`;
}

function repeat(part: string, times: number, end: string): string {
  return part.repeat(times) + end;
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

/** Each list holds the one before it nine times. */
function aliasBomb(levels: number): string {
  const rows = Array.from({ length: levels }, (_, level) =>
    level === 0
      ? `l0: &l0 [x, x, x]\n`
      : `l${level}: &l${level} [${Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ')}]\n`,
  );
  return `kind: metric\nid: x\nname: x\nvalue: 1\n${rows.join('')}`;
}
