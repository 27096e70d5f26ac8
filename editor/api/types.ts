/** The shapes of the HTTP API as its answers carry them; times are RFC 3339 texts in UTC. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly failed_id?: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** Files that are not what their writer read. */
  readonly conflicts?: readonly { readonly file: string }[];
}

export interface List<T> {
  readonly results: readonly T[];
  readonly next_cursor: string | null;
}

export interface Me {
  readonly name: string;
  readonly roles: readonly string[];
  readonly open_mode: boolean;
}

export interface Effect {
  readonly kind: string;
  readonly sentence?: string;
  readonly [key: string]: unknown;
}

export interface NormalisedEvent {
  readonly event_id: string;
  readonly source_type: string;
  readonly source_name: string;
  readonly event_type: string;
  readonly customer_id: string;
  readonly occurred_at: string;
  readonly received_at: string;
  readonly value?: number;
  readonly unit?: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly reversal_of?: string;
  readonly processing_status: 'processed' | 'failed';
}

export interface NormalizeAnswer {
  readonly event: NormalisedEvent;
  readonly events?: readonly NormalisedEvent[];
  readonly duplicate: boolean;
  readonly effects: readonly Effect[];
  readonly scores: Readonly<Record<string, number>>;
  readonly program: string;
  readonly release: number;
}

export interface EventTypeAttribute {
  readonly type: string;
  readonly unit?: string;
  readonly values?: readonly string[];
}

export interface EventType {
  readonly id: string;
  readonly name: string;
  readonly source_types: readonly string[];
  readonly unit: string | null;
  readonly required: readonly string[];
  readonly attributes: Readonly<Record<string, EventTypeAttribute>>;
}

export interface BatchLine {
  readonly line: number;
  readonly status: 'processed' | 'duplicate' | 'failed';
  readonly event_id?: string;
  readonly failed_id?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

export interface FailedEvent {
  readonly failed_id: string;
  readonly processing_status: 'failed';
  readonly source_type: string;
  readonly source_name: string | null;
  readonly customer_id: string | null;
  readonly received_at: string;
  readonly reason: string;
  readonly record: unknown;
  /** What the record is where it is none of a source. */
  readonly form?: 'item' | 'cloudevent' | 'line';
  readonly errors?: readonly FieldError[];
}

export interface ReprocessAnswer {
  readonly processed: number;
  readonly still_failed: number;
  readonly results: readonly BatchLine[];
}

export interface DataSource {
  readonly id: string;
  readonly source_type: string;
  readonly source_name: string;
  readonly connection_config: Readonly<Record<string, unknown>>;
  readonly event_mapping: unknown;
  readonly sync_frequency: string;
  readonly is_active: boolean;
  readonly last_sync_at: string | null;
  readonly status: string;
  readonly created_at: string;
}

export type DataSourceBody = Pick<
  DataSource,
  'source_type' | 'source_name' | 'connection_config' | 'event_mapping' | 'sync_frequency' | 'is_active'
>;

export interface SourceTest {
  readonly ok: boolean;
  readonly events: readonly NormalisedEvent[];
  readonly errors?: readonly FieldError[];
}

export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Edit {
  readonly file: string;
  readonly range: Range;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly file: string;
  readonly range: Range;
  readonly message: string;
  readonly expected?: string;
  readonly fixes: readonly Fix[];
  readonly example?: Example;
}

/** A customer that shows what a problem is. */
export interface Example {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly outcome: string;
}

export interface RuleDocument {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly file: string;
  readonly line: number;
}

export interface RuleIndex extends List<RuleDocument> {
  readonly files: readonly string[];
  readonly program: string;
  readonly release: number;
}

export interface RuleFile {
  readonly file: string;
  readonly text: string;
  readonly etag: string;
}

export interface SavedRuleFiles {
  readonly files: readonly { readonly file: string; readonly etag: string }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly program: string;
  readonly release: number;
  readonly published: boolean;
}

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface ScoreHistogram {
  readonly name: string;
  readonly high_is_bad: boolean;
  readonly bins: readonly HistogramBin[];
  readonly mean: number | null;
}

export interface FunnelRow {
  readonly template_id: string;
  readonly name: string;
  readonly category: string;
  readonly assigned: number;
  readonly active: number;
  readonly completed: number;
  readonly expired: number;
  readonly withdrawn: number;
}

export interface Stats {
  readonly customers: number;
  readonly events: number;
  readonly failed: number;
  readonly program: string;
  readonly release: number;
  readonly as_of: string;
  readonly histograms: Readonly<Record<string, ScoreHistogram>>;
  readonly funnel: readonly FunnelRow[];
  readonly badges: readonly {
    readonly badge_type: string;
    readonly level: string;
    readonly awarded: number;
  }[];
  readonly tiers: readonly { readonly id: string; readonly customers: number }[];
  readonly segments: readonly { readonly id: string; readonly name: string; readonly customers: number }[];
}

/** One item of the live feed: what one step did for one customer. */
export interface LiveEffects {
  readonly customer_id: string;
  readonly at: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly effects: readonly Effect[];
}

export interface DemoRun {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly customers: number;
  /** Days of the made-up past, of `total`. */
  readonly done: number;
  readonly total: number;
  readonly events: number;
  readonly rate: number;
  readonly detail?: string;
}
