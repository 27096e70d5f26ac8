export type Path = readonly (string | number)[];

/** Where in a rule document the cursor stands, worked out from lines and columns, so that broken text does not matter. */
export interface CursorContext {
  /** `key`: a field's name is being written; `value`: what stands under `path`. */
  readonly place: 'key' | 'value';
  /** The document's `kind`, if it says one. */
  readonly kind: string | undefined;
  readonly id: string | undefined;
  readonly path: Path;
  /** The value's text from its beginning to the cursor, on one line. */
  readonly text: string;
  /** Keys that the same mapping has already. */
  readonly siblings: readonly string[];
}
