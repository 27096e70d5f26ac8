import { knownFirst } from '../../components/known-first.ts';
import type { DocumentSummary } from '../../rule-language/protocol.ts';

const KIND_ORDER = [
  'mission',
  'badge',
  'score',
  'segment',
  'metric',
  'parameter',
  'table',
  'tier',
  'campaign',
  'policy',
  'event',
  'source',
  'test',
];

const PLURALS: Readonly<Record<string, string>> = {
  mission: 'Missions',
  badge: 'Badges',
  score: 'Scores',
  segment: 'Segments',
  metric: 'Metrics',
  parameter: 'Parameters',
  table: 'Tables',
  tier: 'Tiers',
  campaign: 'Campaigns',
  policy: 'Policy',
  event: 'Events and streams',
  source: 'Source templates',
  test: 'Tests',
};

export interface DocumentGroup {
  readonly kind: string;
  readonly name: string;
  readonly documents: readonly DocumentSummary[];
}

/** Documents by kind, those people work with first; every word of the search must occur in id, name or description. */
export function groupDocuments(documents: readonly DocumentSummary[], search: string): DocumentGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ id, name, description, kind }: DocumentSummary) => {
    const text = `${kind} ${id} ${name} ${description}`.toLowerCase();
    return words.every(word => text.includes(word));
  };
  const found = documents.filter(matches);
  return [...new Set(found.map(document => document.kind))].sort(knownFirst(KIND_ORDER)).map(kind => ({
    kind,
    name: PLURALS[kind] ?? kind,
    documents: found
      .filter(document => document.kind === kind)
      .sort((left, right) => left.name.localeCompare(right.name)),
  }));
}

/** The document that a line of a file belongs to. */
export function documentAt(
  documents: readonly DocumentSummary[],
  file: string,
  line: number,
): DocumentSummary | undefined {
  return documents
    .filter(document => document.file === file && document.line <= line)
    .reduce<DocumentSummary | undefined>(
      (last, document) => (last && last.line > document.line ? last : document),
      undefined,
    );
}

export interface RulePlace {
  readonly file: string;
  readonly line: number | undefined;
}

/** What an address means: `mission/data_explorer` is a document, `missions.yaml` a file. */
export function placeOf(
  splat: string,
  documents: readonly DocumentSummary[],
  files: readonly string[],
): RulePlace | undefined {
  const [kind, id] = splat.split('/', 2);
  const document = documents.find(candidate => candidate.kind === kind && candidate.id === id);
  if (document) return { file: document.file, line: document.line };
  return files.includes(splat) ? { file: splat, line: undefined } : undefined;
}

/** The text of the one document that begins on a line; the whole file where no line is asked for. */
export function documentText(text: string, line: number | undefined): string {
  if (line === undefined) return text;
  const lines = text.split('\n').slice(line - 1);
  const end = lines.findIndex(other => other.startsWith('---'));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trimEnd();
}
