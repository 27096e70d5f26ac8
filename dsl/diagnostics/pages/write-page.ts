import { CATALOGUE } from '../catalogue.ts';
import type { DiagnosticCode } from '../catalogue.ts';
import { pageOf } from './index.ts';

/**
 * A code's page as Markdown, which reads as plain text as well.
 * @example writePage('type-units') // '## Two kinds of quantity are mixed\n\n`type-units`, an error …'
 */
export function writePage(code: DiagnosticCode, level = 2): string {
  const page = pageOf(code);
  const severity = CATALOGUE[code].severity === 'error' ? 'an error' : 'a warning';
  const lead = `\`${code}\`, ${severity}`;
  if (page === undefined) return `${'#'.repeat(level)} ${code}\n\n${lead}. ${CATALOGUE[code].about}\n`;
  const { title, means, matters, wrong, right } = page;
  return (
    [
      `${'#'.repeat(level)} ${title}`,
      `${lead}. ${means} ${matters}`,
      'Wrong:',
      fenced(wrong),
      'Right:',
      fenced(right),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

const WIDEST = 110;

/** As code, with the rest of very long lines left out. */
function fenced(text: string): string {
  const lines = text.trimEnd().split('\n');
  return [
    '```yaml',
    ...lines.map(line => (line.length > WIDEST ? `${line.slice(0, WIDEST)} …` : line)),
    '```',
  ].join('\n');
}

/** Whether a word is a code that the tools report. */
export function isDiagnosticCode(word: string): word is DiagnosticCode {
  return Object.hasOwn(CATALOGUE, word);
}
