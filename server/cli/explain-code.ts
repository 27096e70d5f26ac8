import { isLogicCode, LOGIC_CODES, writeLogicPage } from '../../dsl/diagnostics/pages/logic-pages.ts';
import { isDiagnosticCode, writePage } from '../../dsl/diagnostics/pages/write-page.ts';
import { CATALOGUE, suggest } from '../../dsl/diagnostics/index.ts';
import { print, WrongUse } from './output.ts';

/** Prints what a code of `cairn check` means, with wrong rules and right ones. */
export function explainCode(code: string): void {
  if (isDiagnosticCode(code)) {
    print(writePage(code).trimEnd());
    return;
  }
  if (isLogicCode(code)) {
    print(writeLogicPage(code).trimEnd());
    return;
  }
  const [meant] = suggest(code, [...Object.keys(CATALOGUE), ...LOGIC_CODES], { limit: 1 });
  throw new WrongUse(`There is no code "${code}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`);
}
