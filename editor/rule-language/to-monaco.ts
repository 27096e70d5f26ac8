import type * as Monaco from 'monaco-editor/editor';
import { exampleText } from '../../dsl/diagnostics/index.ts';
import type { Diagnostic, Edit, Fix } from '../api/types.ts';
import type { LanguageHost } from './language-host.ts';
import { monarchRules, tokenColours } from './monarch.ts';
import { registerNavigation } from './navigation-to-monaco.ts';
import { toRange } from './ranges-to-monaco.ts';
import type { Suggestion, SuggestionKind } from '../../dsl/language-service/index.ts';

/** This file and its neighbours `…-to-monaco.ts` alone know both the language's shapes and Monaco's. */
export const LANGUAGE_ID = 'cairn-rules';
export const MARKER_OWNER = 'cairn';

const SEVERITIES = { error: 8, warning: 4, info: 2 } as const;

/** A squiggle under the problem's own characters; one character where it has none. */
export function toMarker(diagnostic: Diagnostic): Monaco.editor.IMarkerData {
  const range = toRange(diagnostic.range);
  const empty = range.startLineNumber === range.endLineNumber && range.startColumn === range.endColumn;
  return {
    ...range,
    endColumn: empty ? range.endColumn + 1 : range.endColumn,
    severity: SEVERITIES[diagnostic.severity],
    message: [
      diagnostic.message,
      ...(diagnostic.expected ? [`Expected: ${diagnostic.expected}`] : []),
      ...(diagnostic.example ? [`Example: ${exampleText(diagnostic.example)}`] : []),
    ]
      .map(quoted)
      .join('\n'),
    code: diagnostic.code,
    source: 'cairn',
  };
}

/** Monaco shows these texts as they are: what is marked as code by backticks is put into quotation marks. */
function quoted(text: string): string {
  return text.replace(/`([^`]+)`/g, '“$1”');
}

/** Monaco's numbers for the icons beside suggestions. */
const KINDS: Readonly<Record<SuggestionKind, number>> = {
  key: 9,
  name: 4,
  stream: 10,
  attribute: 3,
  function: 1,
  aggregate: 1,
  operator: 11,
  value: 13,
  window: 12,
  unit: 12,
};

const INSERT_AS_SNIPPET = 4;

/** Monaco's number for a line that begins one step deeper than the one before. */
const INDENT = 1;

export function toCompletionItem(
  suggestion: Suggestion,
  range: Monaco.IRange,
  index: number,
): Monaco.languages.CompletionItem {
  return {
    label: suggestion.label,
    kind: KINDS[suggestion.kind],
    insertText: suggestion.insert,
    range,
    // The order in which the language offers them is the order in which they are likely.
    sortText: String(index).padStart(4, '0'),
    ...(suggestion.snippet ? { insertTextRules: INSERT_AS_SNIPPET } : {}),
    ...(suggestion.detail ? { detail: suggestion.detail } : {}),
    ...(suggestion.documentation ? { documentation: { value: suggestion.documentation } } : {}),
    // Behind a key or an opened call the next suggestions are what one wants.
    ...(suggestion.kind === 'key' || suggestion.kind === 'aggregate' || suggestion.kind === 'function'
      ? { command: { id: 'editor.action.triggerSuggest', title: 'Suggest' } }
      : {}),
  };
}

/** A fix as edits of Monaco's; `uriOf` names the model of a file. */
export function toWorkspaceEdit(
  fix: Fix,
  uriOf: (file: string) => Monaco.Uri,
): Monaco.languages.WorkspaceEdit {
  return {
    edits: fix.edits.map(edit => ({
      resource: uriOf(edit.file),
      versionId: undefined,
      textEdit: toTextEdit(edit),
    })),
  };
}

export function toTextEdit(edit: Edit): { readonly range: Monaco.IRange; readonly text: string } {
  return { range: toRange(edit.range), text: edit.text };
}

/** Teaches Monaco the language; once a page. */
export function registerLanguage(host: LanguageHost): void {
  const { languages } = host.monaco;
  languages.register({ id: LANGUAGE_ID, extensions: ['.yaml'] });
  languages.setLanguageConfiguration(LANGUAGE_ID, {
    comments: { lineComment: '#' },
    brackets: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}' },
      { open: '[', close: ']' },
      { open: '(', close: ')' },
      { open: '"', close: '"', notIn: ['string'] },
    ],
    wordPattern: /[A-Za-z_][\w.]*/,
    // What a key holds stands deeper than the key; that of an item's first key deeper than the item's other keys.
    onEnterRules: [
      {
        beforeText: /^\s*-\s+[\w.]+:\s*(?:[|>][-+]?)?\s*$/,
        action: { indentAction: INDENT, appendText: '  ' },
      },
      { beforeText: /^\s*[\w.]+:\s*(?:[|>][-+]?)?\s*$/, action: { indentAction: INDENT } },
    ],
  });
  languages.setMonarchTokensProvider(LANGUAGE_ID, mutable(monarchRules));
  languages.registerCompletionItemProvider(LANGUAGE_ID, completionProvider(host));
  languages.registerHoverProvider(LANGUAGE_ID, hoverProvider(host));
  languages.registerCodeActionProvider(LANGUAGE_ID, fixProvider(host));
  registerNavigation(host, LANGUAGE_ID);
  languages.registerDocumentFormattingEditProvider(LANGUAGE_ID, formatProvider(host));
}

/** Monaco asks for writable arrays that it never writes to. */
function mutable(rules: typeof monarchRules): Monaco.languages.IMonarchLanguage {
  return structuredCloneOfRules(rules) as Monaco.languages.IMonarchLanguage;
}

/** Regular expressions are kept, everything else is copied. */
function structuredCloneOfRules(value: unknown): unknown {
  if (value instanceof RegExp || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(structuredCloneOfRules);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCloneOfRules(item)]));
}

function completionProvider(host: LanguageHost): Monaco.languages.CompletionItemProvider {
  return {
    triggerCharacters: [' ', '(', '.', '"', '{', '[', ','],
    async provideCompletionItems(model, position) {
      const file = host.fileOf(model);
      if (file === undefined) return { suggestions: [] };
      const found = await host.client.ask('completion', { file, offset: model.getOffsetAt(position) });
      const { from, suggestions } = found ?? { from: model.getOffsetAt(position), suggestions: [] };
      const start = model.getPositionAt(from);
      const range = host.monaco.Range.fromPositions(start, position);
      return {
        suggestions: suggestions.map((suggestion, index) => toCompletionItem(suggestion, range, index)),
      };
    },
  };
}

function hoverProvider(host: LanguageHost): Monaco.languages.HoverProvider {
  return {
    async provideHover(model, position) {
      const file = host.fileOf(model);
      const offset = model.getOffsetAt(position);
      const hover = file === undefined ? null : await host.client.ask('hover', { file, offset });
      if (!hover) return null;
      const range = host.monaco.Range.fromPositions(
        model.getPositionAt(hover.from),
        model.getPositionAt(hover.to),
      );
      return { range, contents: [{ value: hover.text }] };
    },
  };
}

function formatProvider(host: LanguageHost): Monaco.languages.DocumentFormattingEditProvider {
  return {
    async provideDocumentFormattingEdits(model) {
      if (host.fileOf(model) === undefined) return [];
      const text = await host.client.ask('format', { text: model.getValue() });
      return text === undefined ? [] : [{ range: model.getFullModelRange(), text }];
    },
  };
}

function fixProvider(host: LanguageHost): Monaco.languages.CodeActionProvider {
  return {
    provideCodeActions(model, range) {
      const file = host.fileOf(model);
      const here =
        file === undefined
          ? []
          : host.diagnosticsOf(file).filter(({ range: own }) => touches(toRange(own), range));
      const actions = here.flatMap(diagnostic =>
        diagnostic.fixes.map(fix => ({
          title: quoted(fix.title),
          kind: 'quickfix',
          diagnostics: [toMarker(diagnostic)],
          edit: toWorkspaceEdit(fix, host.uriOf),
          isPreferred: diagnostic.fixes.length === 1,
        })),
      );
      return { actions, dispose: () => undefined };
    },
  };
}

function touches(left: Monaco.IRange, right: Monaco.IRange): boolean {
  const before = (line: number, column: number, otherLine: number, otherColumn: number) =>
    line < otherLine || (line === otherLine && column < otherColumn);
  return !(
    before(left.endLineNumber, left.endColumn, right.startLineNumber, right.startColumn) ||
    before(right.endLineNumber, right.endColumn, left.startLineNumber, left.startColumn)
  );
}

/** Monaco knows hexadecimal colours only; `colourOf` reads the page's design tokens as such. */
export function toTheme(
  dark: boolean,
  colourOf: (token: string) => string,
): Monaco.editor.IStandaloneThemeData {
  const colour = (token: string) => `#${colourOf(token)}`;
  return {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(tokenColours).map(([token, name]) => ({
      token,
      foreground: colourOf(name),
      ...(token === 'key' ? { fontStyle: 'bold' } : {}),
      ...(token === 'comment' ? { fontStyle: 'italic' } : {}),
    })),
    colors: {
      'editor.background': colour('--surface'),
      'editor.foreground': colour('--text'),
      'editorLineNumber.foreground': colour('--muted'),
      'editorLineNumber.activeForeground': colour('--text'),
      'editorCursor.foreground': colour('--accent'),
      'editor.lineHighlightBackground': `${colour('--text')}08`,
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': `${colour('--accent')}33`,
      'editorError.foreground': colour('--bad'),
      'editorWarning.foreground': colour('--warn'),
      'editorInfo.foreground': colour('--accent'),
      'editorWidget.background': colour('--surface'),
      'editorWidget.border': colour('--control'),
      'editorSuggestWidget.selectedBackground': `${colour('--accent')}22`,
      'editorSuggestWidget.selectedForeground': colour('--text'),
      'editorSuggestWidget.highlightForeground': colour('--accent'),
      'editorSuggestWidget.focusHighlightForeground': colour('--accent'),
      focusBorder: colour('--accent'),
    },
  };
}
