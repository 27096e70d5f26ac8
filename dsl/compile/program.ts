import type { CostLimits } from '../check/cost/limits.ts';
import type { Scope } from '../check/scope.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { hasErrors, inOrder, withoutEchoes, withoutRepeats } from '../diagnostics/index.ts';
import { loadDocuments } from '../documents/index.ts';
import type {
  DocumentKind,
  DocumentOf,
  FaultyDocument,
  LoadedDocument,
  LoadedDocuments,
  RuleFile,
} from '../documents/index.ts';
import type { Expression } from '../program/logic.ts';
import type { EventType, Program, SourceType } from '../program/program.ts';
import { compileBadge, compileCampaign, compileSegment, compileTier } from './awards/compile-awards.ts';
import { createLeafCatalogue, eventScope, withDerivedStreams } from './events/catalogue.ts';
import { checkCosts, costLimitsOf } from './checks/check-costs.ts';
import { checkFigures, checkFits, checkRewards } from './checks/check-figures.ts';
import { checkNamespace } from './checks/check-namespace.ts';
import { checkObjectNames } from './checks/check-object-names.ts';
import { checkSources } from './checks/check-sources.ts';
import { checkPolicies } from './checks/check-policies.ts';
import { checkStories } from './stories/check-stories.ts';
import { checkFormerIds } from './checks/check-former-ids.ts';
import { checkReferences } from './checks/check-references.ts';
import { checkCircles, checkScoreReach } from './checks/check-reach.ts';
import { withoutConsequences } from './causes/consequences.ts';
import { dependenciesOf, eventOfNode, reach } from './dependencies.ts';
import { attributesOf, compileDerivedAttributes, compileEventTypes } from './events/event-types.ts';
import { byFormerNames } from './causes/former-names.ts';
import { createFeatureRegistry } from './features/feature-registry.ts';
import { createFieldCompiler } from './fields/field-compiler.ts';
import type { FieldCompiler, RuleCondition } from './fields/field-compiler.ts';
import { sha256Hex, stableJson } from './keys.ts';
import { createLiteralScope } from './expressions/literals.ts';
import { variablesOf } from './expressions/logic-vars.ts';
import { compileMission } from './missions/compile-mission.ts';
import { compileSource } from './mapping/compile-mapping.ts';
import { atRenamed } from './causes/renamed-doubles.ts';
import { atDefinitions } from './causes/misspelt-definitions.ts';
import { createNames } from './named/names.ts';
import { compilePolicy, latenessOf } from './policy.ts';
import { compileScore } from './scores.ts';

const DAY_MS = 86_400_000;

export interface CompileOptions {
  /** Further expressions to keep and name (`extra.<id>` as a named rule): what a scenario or a caller asks for. */
  readonly extra?: readonly { readonly id: string; readonly text: string }[];
}

export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly LoadedDocument[];
  /** What in the rules' texts can come out either way; its logic is the program's own. */
  readonly conditions: readonly RuleCondition[];
  /** What could not be read at all. */
  readonly lost: readonly FaultyDocument[];
  /** Absent where anything is wrong. */
  readonly program?: Program;
}

/** Text to program: all problems of all files at once, or the program. */
export function compileFiles(files: readonly RuleFile[], options: CompileOptions = {}): Compiled {
  const loaded = loadDocuments([...files, ...extraFile(options)]);
  const { diagnostics, documents, conditions, lost, program } = compileDocuments(
    loaded,
    createFieldCompiler(),
  );
  return {
    diagnostics,
    documents,
    conditions,
    lost,
    ...(program === undefined ? {} : { program: program() }),
  };
}

export interface CompiledDocuments extends Omit<Compiled, 'program'> {
  /** What every rule can name. */
  readonly scope: Scope;
  /** How much an expression may cost, and all of them together. */
  readonly limits: CostLimits;
  /** Works out the program's hash; absent where anything is wrong. */
  readonly program?: () => Program;
}

/** The same of documents that are read already, by a compiler of fields that may remember what it compiled before. */
export function compileDocuments(loaded: LoadedDocuments, fields: FieldCompiler): CompiledDocuments {
  const { documents, faulty: lost } = loaded;
  const of = <Kind extends DocumentKind>(kind: Kind): DocumentOf<Kind>[] =>
    documents.filter((document): document is DocumentOf<Kind> => document.kind === kind);
  const faultyOf = (kind: DocumentKind) => loaded.faulty.filter(document => document.kind === kind);
  const find = (kind: string, id: string): LoadedDocument | undefined =>
    documents.find(document => document.kind === kind && document.id === id);

  const [policyDocument] = of('policy');
  const limits = costLimitsOf(policyDocument);
  const latenessMs = latenessOf(policyDocument, fields);
  const features = createFeatureRegistry({ latenessDays: Math.ceil(latenessMs / DAY_MS) });
  const idsByKind = (kind: string): readonly string[] | undefined => {
    const known: readonly DocumentKind[] = ['mission', 'badge', 'score', 'segment', 'tier', 'campaign'];
    return known.some(other => other === kind)
      ? [...new Set(of(kind as DocumentKind).map(({ id }) => id))]
      : undefined;
  };

  const plainTypes = compileEventTypes(of('event'), idsByKind, fields);
  const inEvent = (type: EventType) => eventScope(attributesOf(type), createLiteralScope());
  const types = compileDerivedAttributes(of('event'), plainTypes, inEvent, fields);
  const leaves = createLeafCatalogue(types);
  const catalogue = withDerivedStreams(leaves, types, of('event'), idsByKind, fields, createLiteralScope());

  const tierLevels = of('tier').flatMap(({ value }) => Object.keys(value.levels));
  const names = createNames({
    named: [...of('metric'), ...of('parameter'), ...of('table')],
    zone: policyDocument?.value.time.zone ?? 'UTC',
    segments: of('segment'),
    scores: of('score'),
    tierLevels,
    faulty: loaded.faulty.flatMap(({ id }) => id ?? []),
    catalogue,
    features,
    fields,
  });
  const named = names.named();
  const scoreRules = of('score').map(document => compileScore(document, names, fields));
  const segments = defined(of('segment').map(document => compileSegment(document, names, fields)));
  if (policyDocument === undefined) {
    checkPolicies(documents, fields);
    const diagnostics = allOf(fields.diagnostics, loaded);
    return { diagnostics, documents, lost, conditions: [], scope: names.scope(), limits };
  }
  const policy = compilePolicy(policyDocument, latenessMs, names, fields);
  const missions = defined(of('mission').map(document => compileMission(document, names, fields, features)));
  checkReferences(
    of('mission'),
    {
      segments: [...of('segment'), ...faultyOf('segment')].flatMap(({ id }) => id ?? []),
      categories: definedKeys(policyDocument.value.categories),
      budgets: definedKeys(policyDocument.value.budgets) ?? [],
    },
    policyDocument,
    fields,
  );
  for (const documents of [of('mission'), of('badge'), of('tier')]) checkFormerIds(documents, fields);
  const badges = of('badge').map(document => compileBadge(document, policy, names, fields));
  const tiers = of('tier').map(document => compileTier(document, names, fields));
  const campaigns = of('campaign').map(document => compileCampaign(document, names, fields));
  const events = Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
  const sources = of('source').map(document => compileSource(document, events, policy.time.zone, fields));

  const manifest = features.manifest();
  const plain = scoreRules.map(finish => finish(() => []));
  const graph = dependenciesOf({ named, segments, scores: plain, manifest });
  const sourceTypesOf = ({ logic }: Expression): readonly SourceType[] =>
    sourceTypes(reach(graph, variablesOf(logic)), types);
  const scores = scoreRules.map(finish => finish(sourceTypesOf));
  checkPolicies(documents, fields);
  checkNamespace(documents, fields);
  checkObjectNames(documents, fields);
  checkFigures(documents, fields);
  checkSources(of('source'), events, fields);
  checkStories(
    of('test'),
    {
      events,
      faulty: loaded.faulty.flatMap(({ id }) => id ?? []),
      missions: [...new Set(of('mission').map(({ id }) => id))],
      badges: of('badge').map(({ id, value }) => ({ id, levels: Object.keys(value.levels) })),
      scores: of('score').map(({ id }) => id),
      scope: names.scope(),
      manifest,
    },
    fields,
  );
  checkCosts(limits, fields);
  checkRewards(missions, find, fields);
  checkFits(missions, find, fields);
  checkCircles(graph, find, fields);
  checkScoreReach(scores, graph, types, find, fields);

  const diagnostics = allOf(fields.diagnostics, loaded);
  const conditions = fields.conditions.filter(({ document }) => document.kind !== 'test');
  const compiled = { diagnostics, documents, lost, conditions, scope: names.scope(), limits };
  if (hasErrors(diagnostics)) return compiled;
  const content: Omit<Program, 'hash'> = {
    format: 1,
    events,
    sources: byId(sources),
    named: byId(named),
    segments: byId(segments),
    scores: byId(scores),
    missions: byId(missions),
    badges: byId(badges),
    tiers: byId(tiers),
    campaigns: byId(campaigns),
    policy,
    manifest,
  };
  return { ...compiled, program: () => ({ ...content, hash: sha256Hex(stableJson(content)) }) };
}

/** The problems of the documents and those found in them since, one for each mistake. */
function allOf(found: readonly Diagnostic[], loaded: LoadedDocuments): readonly Diagnostic[] {
  const { renamed, others } = byFormerNames(withoutConsequences(found, loaded), loaded.documents);
  const { structural, found: rest } = atRenamed(loaded.diagnostics, others, loaded.documents);
  const causes = [...renamed, ...atDefinitions(rest, loaded.documents)];
  return inOrder(withoutEchoes(withoutRepeats([...structural, ...causes])));
}

function sourceTypes(
  nodes: ReadonlySet<string>,
  types: ReadonlyMap<string, EventType>,
): readonly SourceType[] {
  const found = new Set<SourceType>();
  for (const node of nodes) {
    for (const type of types.get(eventOfNode(node) ?? '')?.sourceTypes ?? []) found.add(type);
  }
  return [...found].filter(type => type !== 'cairn').sort();
}

function extraFile({ extra = [] }: CompileOptions): RuleFile[] {
  if (extra.length === 0) return [];
  const documents = extra.map(
    ({ id, text }) => `kind: metric\nid: ${id}\nname: ${id}\nvalue: ${JSON.stringify(text)}\n`,
  );
  return [{ path: EXTRA_FILE, text: documents.join('---\n') }];
}

/** Where problems of the further expressions are reported. */
export const EXTRA_FILE = '(expression)';

function byId<T extends { readonly id: string }>(rules: readonly T[]): readonly T[] {
  return [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function definedKeys(mapping: object | undefined): readonly string[] | undefined {
  return mapping && Object.keys(mapping);
}

function defined<T>(list: readonly (T | undefined)[]): T[] {
  return list.filter(item => item !== undefined);
}
