/** What is told of rules that come as JSONLogic, not as an author's text: those are wrong in ways of their own. */
const LOGIC_PAGES = {
  'logic-no-rule': {
    title: 'JSONLogic that is no rule',
    means: 'It has an operator, a variable or a shape that no rule compiles to.',
    matters: 'What cannot be checked as rules are could say anything of a customer.',
    wrong: '{ ">>": [{ "var": "scores.risk" }, 60] }',
    right: '{ ">": [{ "var": "scores.risk" }, 60] }',
  },
  'logic-no-text': {
    title: 'JSONLogic that no expression says',
    means: 'Each part of it is known, but together they mean something that the language has no words for.',
    matters: 'A rule that nobody can read cannot be reviewed.',
    wrong: '{ ">": [{ "var": "named.risk" }, 60] }',
    right: '{ ">": [{ "var": "scores.risk" }, 60] }',
  },
} as const;

export type LogicPageCode = keyof typeof LOGIC_PAGES;

export const LOGIC_CODES: readonly string[] = Object.keys(LOGIC_PAGES);

export function isLogicCode(word: string): word is LogicPageCode {
  return Object.hasOwn(LOGIC_PAGES, word);
}

/** The page of such a code as Markdown. */
export function writeLogicPage(code: LogicPageCode): string {
  const { title, means, matters, wrong, right } = LOGIC_PAGES[code];
  const lead = `\`${code}\`, an error of \`cairn decompile\` and of rules given to the API as JSONLogic.`;
  const fenced = (json: string) => `\`\`\`json\n${json}\n\`\`\``;
  return [`## ${title}`, `${lead} ${means} ${matters}`, 'Wrong:', fenced(wrong), 'Right:', fenced(right)]
    .join('\n\n')
    .concat('\n');
}
