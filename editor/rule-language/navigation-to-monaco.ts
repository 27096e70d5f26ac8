import type * as Monaco from 'monaco-editor/editor';
import { SEMANTIC_TOKEN_TYPES } from '../../dsl/language-service/types.ts';
import type {
  DocumentSymbol,
  Folding,
  Place,
  Rename,
  SemanticToken,
  SignatureHelp,
} from '../../dsl/language-service/types.ts';
import type { LanguageHost } from './language-host.ts';
import { toRange } from './ranges-to-monaco.ts';

type Model = Monaco.editor.ITextModel;

/** Teaches Monaco to find its way through the rules: signatures, definitions, references, renames, outline, folding. */
export function registerNavigation(host: LanguageHost, language: string): void {
  const { languages } = host.monaco;
  languages.registerSignatureHelpProvider(language, signatureProvider(host));
  languages.registerDefinitionProvider(language, {
    provideDefinition: async (model, position) =>
      places(host, await askAt(host, 'definition', model, position)),
  });
  languages.registerReferenceProvider(language, {
    provideReferences: async (model, position) =>
      places(host, await askAt(host, 'references', model, position)),
  });
  languages.registerRenameProvider(language, renameProvider(host));
  languages.registerDocumentSymbolProvider(language, {
    provideDocumentSymbols: async model => (await askFile(host, 'symbols', model))?.map(toSymbol) ?? [],
  });
  languages.registerFoldingRangeProvider(language, {
    provideFoldingRanges: async model =>
      (await askFile(host, 'folding', model))?.map(folding => toFoldingRange(folding, host.monaco)) ?? [],
  });
  languages.registerDocumentSemanticTokensProvider(language, {
    getLegend: () => ({ tokenTypes: [...SEMANTIC_TOKEN_TYPES], tokenModifiers: [] }),
    provideDocumentSemanticTokens: async model => {
      const version = model.getVersionId();
      const tokens = await askFile(host, 'semanticTokens', model);
      // What was said of an older text would colour other words.
      if (tokens === undefined || model.isDisposed() || model.getVersionId() !== version) return null;
      return { data: toTokenData(tokens, offset => model.getPositionAt(offset)) };
    },
    releaseDocumentSemanticTokens: () => undefined,
  });
}

type PlaceMethod = 'definition' | 'references' | 'renameTarget' | 'signatureHelp';

async function askAt<Each extends PlaceMethod>(
  { client, fileOf }: LanguageHost,
  method: Each,
  model: Model,
  position: Monaco.IPosition,
) {
  const file = fileOf(model);
  return file === undefined
    ? undefined
    : client.ask<Each>(method, { file, offset: model.getOffsetAt(position) });
}

async function askFile<Each extends 'symbols' | 'folding' | 'semanticTokens'>(
  { client, fileOf }: LanguageHost,
  method: Each,
  model: Model,
) {
  const file = fileOf(model);
  return file === undefined ? undefined : client.ask<Each>(method, { file });
}

function places({ uriOf }: LanguageHost, found: readonly Place[] | undefined): Monaco.languages.Location[] {
  return (found ?? []).map(({ file, range }) => ({ uri: uriOf(file), range: toRange(range) }));
}

function signatureProvider(host: LanguageHost): Monaco.languages.SignatureHelpProvider {
  return {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    async provideSignatureHelp(model, position) {
      const help = await askAt(host, 'signatureHelp', model, position);
      return help ? { value: toSignatureHelp(help), dispose: () => undefined } : null;
    },
  };
}

export function toSignatureHelp(help: SignatureHelp): Monaco.languages.SignatureHelp {
  const parameters = help.parameters.map(({ start, end, documentation }) => ({
    label: [start, end] as [number, number],
    ...(documentation === '' ? {} : { documentation }),
  }));
  const signature = { label: help.label, documentation: { value: help.documentation }, parameters };
  return { signatures: [signature], activeSignature: 0, activeParameter: help.active };
}

function renameProvider(host: LanguageHost): Monaco.languages.RenameProvider {
  return {
    async resolveRenameLocation(model, position) {
      const target = await askAt(host, 'renameTarget', model, position);
      const range = target ? toRange(target.range) : host.monaco.Range.fromPositions(position);
      if (target) return { range, text: model.getValueInRange(range) };
      return { range, text: '', rejectReason: 'Nothing with a name of its own stands here.' };
    },
    async provideRenameEdits(model, position, newName) {
      const file = host.fileOf(model);
      const offset = model.getOffsetAt(position);
      const result =
        file === undefined ? undefined : await host.client.ask('rename', { file, offset, newName });
      const edits = toRenameEdits(result, host.uriOf);
      // Monaco itself would write it to the console only.
      if (edits.rejectReason !== undefined) host.onRefused(edits.rejectReason);
      return edits;
    },
  };
}

export function toRenameEdits(
  result: Rename | undefined,
  uriOf: LanguageHost['uriOf'],
): Monaco.languages.WorkspaceEdit & Monaco.languages.Rejection {
  if (result?.kind !== 'edits') {
    return { edits: [], rejectReason: result?.reason ?? 'The language could not rename this.' };
  }
  const edits = result.edits.map(({ file, range, text }) => ({
    resource: uriOf(file),
    versionId: undefined,
    textEdit: { range: toRange(range), text },
  }));
  return { edits };
}

/** Monaco's numbers for the icons of the outline: a document, and a part of one. */
const DOCUMENT_ICON = 4;
const PART_ICON = 7;

function toSymbol(symbol: DocumentSymbol): Monaco.languages.DocumentSymbol {
  return {
    name: symbol.id,
    detail: symbol.name,
    kind: symbol.children.length > 0 ? DOCUMENT_ICON : PART_ICON,
    tags: [],
    range: toRange(symbol.range),
    selectionRange: toRange(symbol.idRange),
    children: symbol.children.map(toSymbol),
  };
}

function toFoldingRange(
  { startLine, endLine, kind }: Folding,
  monaco: LanguageHost['monaco'],
): Monaco.languages.FoldingRange {
  const comment = kind === 'comment' ? { kind: monaco.languages.FoldingRangeKind.Comment } : {};
  return { start: startLine, end: endLine, ...comment };
}

/** Five figures a token: lines and columns since the one before, length, type, modifiers. */
export function toTokenData(
  tokens: readonly SemanticToken[],
  positionAt: (offset: number) => Monaco.IPosition,
): Uint32Array {
  let before = { lineNumber: 1, column: 1 };
  const data = tokens.flatMap(({ from, to, type }) => {
    const at = positionAt(from);
    // A token of several lines, such as a folded text, is left to the plain colours.
    if (positionAt(to).lineNumber !== at.lineNumber) return [];
    const lines = at.lineNumber - before.lineNumber;
    const columns = lines === 0 ? at.column - before.column : at.column - 1;
    before = at;
    return [lines, columns, to - from, SEMANTIC_TOKEN_TYPES.indexOf(type), 0];
  });
  return new Uint32Array(data);
}
