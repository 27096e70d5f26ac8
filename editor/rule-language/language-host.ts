import type * as Monaco from 'monaco-editor/editor';
import type { Diagnostic } from '../api/types.ts';
import type { LanguageClient } from './client.ts';

/** What the adapters to Monaco are given. */
export interface LanguageHost {
  readonly monaco: typeof Monaco;
  readonly client: LanguageClient;
  /** The file of a model; undefined for models that are none of ours. */
  fileOf(model: Monaco.editor.ITextModel): string | undefined;
  uriOf(file: string): Monaco.Uri;
  /** The problems of a file as last checked. */
  diagnosticsOf(file: string): readonly Diagnostic[];
  /** Says to the person why a rename was not made. */
  onRefused(reason: string): void;
}
