import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOGUE, exampleText } from '../../dsl/diagnostics/index.ts';
import { writePage } from '../../dsl/diagnostics/pages/write-page.ts';
import type { Severity } from '../../dsl/diagnostics/index.ts';
import type { Diagnostic, Fix, Range } from '../../dsl/index.ts';

/** SARIF's words for how grave a problem is. */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
};

/** Problems as SARIF 2.1.0, for code scanning: each rule described, each problem at its place, with its fixes. */
export function sarifOf(diagnostics: readonly Diagnostic[], version: string): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const rules = codes.map(code => ({
    id: code,
    shortDescription: { text: CATALOGUE[code].about },
    help: { text: writePage(code), markdown: writePage(code) },
    defaultConfiguration: { level: LEVELS[CATALOGUE[code].severity] },
  }));
  const results = diagnostics.map(({ code, severity, file, range, message, expected, example, fixes }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: {
      text: [
        message,
        ...(expected === undefined ? [] : [`Expected: ${expected}.`]),
        ...(example === undefined ? [] : [`Example: ${exampleText(example)}.`]),
      ].join(' '),
    },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: regionOf(range) } }],
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(fixOf) }),
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'cairn', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  };
}

function fixOf({ title, edits }: Fix): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map(file => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits
        .filter(edit => edit.file === file)
        .map(({ range, text }) => ({ deletedRegion: regionOf(range), insertedContent: { text } })),
    })),
  };
}

function regionOf({ start, end }: Range): object {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

/** Relative where the path is: code scanning takes it as below the repository. */
function uriOf(path: string): string {
  return isAbsolute(path)
    ? pathToFileURL(path).href
    : path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
