import type { Static } from 'typebox';
import { BadgeSchema } from './badge.ts';
import { CampaignSchema } from './campaign.ts';
import { EventSchema } from './event.ts';
import { MetricSchema } from './metric.ts';
import { MissionSchema } from './mission.ts';
import { ParameterSchema } from './parameter.ts';
import { PolicySchema } from './policy.ts';
import { ScoreSchema } from './score.ts';
import { SegmentSchema } from './segment.ts';
import { SourceSchema } from './source.ts';
import { TableSchema } from './table.ts';
import { TestSchema } from './test.ts';
import { TierSchema } from './tier.ts';
import type { JsonSchema } from './json-schema.ts';

export { EXPRESSION_KEYWORD } from './common.ts';
export { schemasAt } from './json-schema.ts';
export type { JsonSchema } from './json-schema.ts';
export type { ExpressionRole } from './common.ts';

/** The JSON Schema of every kind of document. */
export const SCHEMAS = {
  event: EventSchema,
  source: SourceSchema,
  metric: MetricSchema,
  parameter: ParameterSchema,
  table: TableSchema,
  segment: SegmentSchema,
  score: ScoreSchema,
  mission: MissionSchema,
  badge: BadgeSchema,
  tier: TierSchema,
  campaign: CampaignSchema,
  policy: PolicySchema,
  test: TestSchema,
} as const;

export type DocumentKind = keyof typeof SCHEMAS;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What a valid document of each kind holds; expressions as text. */
export type DocumentValues = {
  readonly [Kind in DocumentKind]: DeepReadonly<Static<(typeof SCHEMAS)[Kind]>>;
};

export const DOCUMENT_KINDS: readonly DocumentKind[] = Object.keys(SCHEMAS).filter(isDocumentKind);

export function isDocumentKind(kind: string): kind is DocumentKind {
  return Object.hasOwn(SCHEMAS, kind);
}

/** The JSON Schema of a kind, for walking through it. */
export function schemaOf(kind: DocumentKind): JsonSchema {
  // Through `object`: the precise type is hundreds of lines deep and says no more about the parts that are walked.
  const schema: object = SCHEMAS[kind];
  return schema;
}
