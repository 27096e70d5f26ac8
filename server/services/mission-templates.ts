import type { MissionPeriod, MissionRule } from '../../dsl/program/program.ts';
import { evaluateLogic } from '../../engine/logic/index.ts';
import type { Numbers } from './numbers.ts';

const DAY_MS = 86_400_000;

export interface MissionTemplate {
  readonly id: number;
  readonly template_id: string;
  readonly [field: string]: unknown;
}

interface Variation {
  readonly segment: string;
  readonly level: string;
  readonly period: string;
}

/** A template as the API lists it. */
export function showTemplate(rule: MissionRule, numbers: Numbers): MissionTemplate {
  return {
    id: numbers.mission.of[rule.id] ?? 0,
    template_id: rule.id,
    name: rule.name,
    description: rule.description ?? '',
    category: rule.category,
    tags: rule.tags,
    when: rule.generate.when.text,
    metric: rule.variants.map(({ progress }) =>
      progress.kind === 'value' ? progress.value.text : progress.steps.map(step => step.name).join(', '),
    ),
    variations: variationsOf(rule),
    rule,
  };
}

/** Segment × level × period: worked out from the rule, stored nowhere. */
function variationsOf(rule: MissionRule): Variation[] {
  const segments = rule.segments.length > 0 ? rule.segments : ['everybody'];
  const rows = segments.flatMap(segment =>
    rule.variants.flatMap(({ period, levels }) =>
      Object.entries(levels).map(([level, value]) => ({ segment, level, period: periodName(period, value) })),
    ),
  );
  return [...new Map(rows.map(row => [JSON.stringify(row), row])).values()];
}

function periodName(period: MissionPeriod, level: number): string {
  if (period.kind === 'calendar') return period.unit;
  const length = evaluateLogic(period.length.logic, { mission: { level } });
  return typeof length === 'number' ? `${Math.round(length / DAY_MS)}d` : period.length.text;
}
