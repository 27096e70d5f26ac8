/** One thing that is otherwise after a change of the rules. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed';
  /** `mission.data_explorer`, as it is called afterwards. */
  readonly rule: string;
  /** Where in the document, such as `target.levels.a`; absent where the whole document comes or goes. */
  readonly path?: string;
  readonly before?: string;
  readonly after?: string;
  readonly sentence: string;
  /** The other rules that read what changed, directly or through others. */
  readonly affects: readonly string[];
}
