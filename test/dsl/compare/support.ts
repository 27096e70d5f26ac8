import { compare } from '../../../dsl/compare/index.ts';
import type { Change } from '../../../dsl/compare/index.ts';
import { loadDocuments } from '../../../dsl/documents/index.ts';

export const RULES = `kind: event
id: usage.data
name: Data session
source_types: [cdr]
unit: byte
---
kind: metric
id: sessions
name: Sessions
value: count(usage.data, 7d)
---
kind: segment
id: prepaid
name: Prepaid
when: last(usage.data.plan) = "prepaid"
---
kind: segment
id: hybrid
name: Hybrid
when: last(usage.data.plan) = "hybrid"
---
kind: score
id: engagement
name: Engagement
terms:
  usage: { weight: 30, value: ramp(sessions, 20) }
---
kind: mission
id: data_explorer
name: Data Explorer
category: engagement
segments: [prepaid, hybrid]
period: week
progress: sum(usage.data, period)
target: { levels: { a: 1 GB, b: 2 GB } }
generate: { when: engagement < 60 and prepaid }
reward: { points: 80 }
---
kind: badge
id: power_user
name: Power User
levels:
  bronze: { when: engagement >= 60 for 14d }
  silver: { when: engagement >= 70 for 30d }
---
kind: table
id: treat
name: Treat
inputs: { use: engagement }
rows:
  - { when: { use: '>=60' }, then: 20 }
otherwise: 0
---
kind: parameter
id: rate
name: Rate
values: [{ value: 5% }, { from: 2026-03-01, value: 7% }]
---
kind: policy
id: main
name: Policy
time: { zone: Africa/Nairobi }
exclude: hybrid or prepaid
max_active: 5
`;

export function edited(edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The rules have no "${from}"`);
    return text.replace(from, to);
  }, RULES);
}

export function compareRules(before: string, after: string): readonly Change[] {
  const [old, now] = [before, after].map(text => loadDocuments([{ path: 'rules.yaml', text }]));
  if (old === undefined || now === undefined) return [];
  return compare(old, now);
}
