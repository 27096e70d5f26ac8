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
  throw new WrongUse(
    `There is no code "${code}". ${hintFor(code, [...Object.keys(CATALOGUE), ...LOGIC_CODES])}`,
  );
}

/** The code spelt almost alike, or those that have a word in common, or how all of them begin. */
function hintFor(code: string, codes: readonly string[]): string {
  const [meant] = suggest(code, codes, { limit: 1 });
  if (meant !== undefined) return `Did you mean ${meant}?`;
  const words = new Set(
    code
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter(word => word.length > 2),
  );
  const shared = (other: string) => other.split('-').filter(word => words.has(word)).length;
  const most = Math.max(...codes.map(shared));
  const alike = codes.filter(other => shared(other) === most);
  if (most > 0) return `Is it one of these? ${alike.join(', ')}`;
  const beginnings = new Set(codes.map(other => other.split('-', 1).join('')));
  return `Codes stand in brackets behind each problem that cairn check finds; they begin with ${[...beginnings].toSorted().join(', ')}.`;
}
