import type { Diagnostic, Edit, Fix } from '../api/types.ts';
import type { LanguageClient } from './client.ts';
import { createLinkedUndo } from './linked-undo.ts';
import { monaco } from './monaco.ts';
import { refuseEmptyRename } from './refuse-empty-rename.ts';
import { LANGUAGE_ID, MARKER_OWNER, registerLanguage, toMarker, toTextEdit, toTheme } from './to-monaco.ts';

type Model = ReturnType<typeof monaco.editor.createModel>;

export interface RuleModels {
  /** Makes the model of a file, or brings its text up to date; its undo history stays. */
  put(file: string, text: string): void;
  setDiagnostics(diagnostics: readonly Diagnostic[]): void;
  /** Applies a fix to all its files, as one step of undo. */
  applyFix(fix: Fix): void;
  mount(element: HTMLElement, options: MountOptions): RuleEditor;
}

export interface MountOptions {
  readonly label: string;
  readonly onSave: () => void;
  readonly onCursor: (line: number) => void;
  /** A definition or a reference in another file was followed. */
  readonly onOpen: (file: string, line: number, column: number) => void;
}

export interface RuleEditor {
  show(file: string): void;
  reveal(line: number, column?: number): void;
  setDark(dark: boolean): void;
  dispose(): void;
}

interface ModelsOptions {
  readonly client: LanguageClient;
  readonly onChange: (file: string, text: string) => void;
  /** A rename was not made; says why. */
  readonly onRefused: (reason: string) => void;
  /** What had changed several files at once was undone or redone, but not in those that were changed since. */
  readonly onLeft: (file: string, left: readonly string[]) => void;
}

/** One model a file for as long as the page lives, so that undo survives going elsewhere and back. */
export function createRuleModels({ client, onChange, onRefused, onLeft }: ModelsOptions): RuleModels {
  const models = new Map<string, Model>();
  const undo = createLinkedUndo(onLeft);
  let problems: readonly Diagnostic[] = [];
  let quiet = false;
  const fileOf = (model: { readonly uri: { readonly path: string } }) => model.uri.path.slice(1);
  const uriOf = (file: string) => monaco.Uri.from({ scheme: 'rules', path: `/${file}` });

  registerLanguage({
    monaco,
    client,
    fileOf: model => (models.has(fileOf(model)) ? fileOf(model) : undefined),
    uriOf,
    diagnosticsOf: file => problems.filter(problem => problem.file === file),
    onRefused,
  });

  function create(file: string, text: string): void {
    const model = monaco.editor.createModel(text, LANGUAGE_ID, uriOf(file));
    model.updateOptions({ tabSize: 2, insertSpaces: true });
    model.onDidChangeContent(() => {
      if (!quiet) onChange(file, model.getValue());
    });
    models.set(file, model);
    undo.watch(file, model);
  }

  return {
    put(file, text) {
      const model = models.get(file);
      if (!model) return create(file, text);
      if (model.getValue() === text) return;
      quiet = true;
      undo.quietly(() =>
        model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null),
      );
      quiet = false;
    },
    setDiagnostics(diagnostics) {
      problems = diagnostics;
      for (const [file, model] of models) {
        const own = diagnostics.filter(problem => problem.file === file);
        monaco.editor.setModelMarkers(model, MARKER_OWNER, own.map(toMarker));
      }
    },
    applyFix: fix => applyFix(fix, models),
    mount: (element, options) => mountEditor(element, options, models, onRefused),
  };
}

function applyFix(fix: Fix, models: ReadonlyMap<string, Model>): void {
  const byFile = new Map<string, Edit[]>();
  for (const edit of fix.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  for (const [file, edits] of byFile) {
    const model = models.get(file);
    model?.pushStackElement();
    model?.pushEditOperations([], edits.map(toTextEdit), () => null);
    model?.pushStackElement();
  }
}

function mountEditor(
  element: HTMLElement,
  options: MountOptions,
  models: ReadonlyMap<string, Model>,
  onRefused: ModelsOptions['onRefused'],
): RuleEditor {
  const editor = monaco.editor.create(element, {
    model: null,
    ariaLabel: options.label,
    automaticLayout: true,
    fontFamily: "'JetBrains Mono Variable', monospace",
    fontSize: 13,
    lineHeight: 20,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    // An expression scrolled sideways would hide the key that it belongs to.
    wordWrap: 'on',
    wrappingIndent: 'deepIndent',
    padding: { top: 12, bottom: 12 },
    lineNumbersMinChars: 4,
    overviewRulerBorder: false,
    renderLineHighlight: 'line',
    // The number of an empty last line would be too pale to read.
    renderFinalNewline: 'on',
    fixedOverflowWidgets: true,
    wordBasedSuggestions: 'off',
    occurrencesHighlight: 'off',
    'semanticHighlighting.enabled': true,
    bracketPairColorization: { enabled: false },
    guides: { indentation: false },
    quickSuggestions: { other: true, strings: true, comments: false },
    suggest: { showWords: false, showStatusBar: false, preview: false },
    // Expressions are ASCII; names and descriptions may be in any language.
    unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
    scrollbar: { alwaysConsumeMouseWheel: false },
  });
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, options.onSave);
  editor.onDidChangeCursorPosition(event => options.onCursor(event.position.lineNumber));
  keepCaretInView(editor);
  const allowEmptyRename = refuseEmptyRename(element, onRefused);
  const opener = monaco.editor.registerEditorOpener({
    openCodeEditor: (_source, resource, at) => {
      const file = resource.path.slice(1);
      if (!models.has(file)) return false;
      const { lineNumber = 1, column = 1 } = at === undefined ? {} : 'lineNumber' in at ? at : startOf(at);
      options.onOpen(file, lineNumber, column);
      return true;
    },
  });
  const places = new Map<string, ReturnType<typeof editor.saveViewState>>();
  let shown: string | undefined;

  return {
    show(file) {
      if (shown === file) return;
      if (shown !== undefined) places.set(shown, editor.saveViewState());
      shown = file;
      editor.setModel(models.get(file) ?? null);
      const place = places.get(file);
      if (place) editor.restoreViewState(place);
    },
    reveal(line, column = 1) {
      editor.setPosition({ lineNumber: line, column });
      editor.revealLineNearTop(line);
      editor.focus();
    },
    setDark(dark) {
      monaco.editor.defineTheme('cairn', toTheme(dark, readColour));
      monaco.editor.setTheme('cairn');
    },
    dispose: () => {
      allowEmptyRename();
      opener.dispose();
      editor.dispose();
    },
  };
}

/** What grows below the editor, such as a list of problems, must not cover the line that is being typed. */
function keepCaretInView(editor: ReturnType<typeof monaco.editor.create>): void {
  let { height } = editor.getLayoutInfo();
  editor.onDidLayoutChange(layout => {
    const before = height;
    height = layout.height;
    const position = editor.getPosition();
    if (position === null || height >= before) return;
    const top = editor.getTopForPosition(position.lineNumber, position.column) - editor.getScrollTop();
    if (top >= 0 && top < before) editor.revealPosition(position, monaco.editor.ScrollType.Immediate);
  });
}

function startOf({ startLineNumber, startColumn }: RangeStart): Position {
  return { lineNumber: startLineNumber, column: startColumn };
}

type Position = { readonly lineNumber: number; readonly column: number };
type RangeStart = { readonly startLineNumber: number; readonly startColumn: number };

/** A design token as six hexadecimal digits, through the browser's own resolving of it. */
function readColour(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const channels = /rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)/.exec(getComputedStyle(probe).color)?.slice(1) ?? [];
  probe.remove();
  return channels.map(channel => Number(channel).toString(16).padStart(2, '0')).join('');
}
