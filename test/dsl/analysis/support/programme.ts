import { analyse } from '../../../../dsl/analysis/index.ts';
import { compileFiles, renderDiagnostics } from '../../../../dsl/index.ts';
import type { Compiled, Diagnostic } from '../../../../dsl/index.ts';

const POLICY = `kind: policy
id: allocation
name: Allocation
time: { zone: Africa/Nairobi, week_starts: monday, lateness: 48h }
max_active: 5
reward_factors: { a: 1, b: 1.5, c: 2 }
categories: { engagement: { weight: 1, margin: 2 }, correction: { weight: 1, margin: 2 } }
budgets: { retention: { points: 1000, per: month } }
`;

const DATA = `kind: event
id: usage.data
name: Data
source_types: [cdr]
unit: MB
required: [service, off_peak]
attributes: { service: [data, roaming], off_peak: boolean }
---
kind: event
id: recharge.completed
name: Recharge
source_types: [billing]
unit: money
required: [digital]
attributes: { digital: boolean, method: [card, cash, voucher] }
---
kind: event
id: sim.activated
name: SIM activated
source_types: [crm]
required: [plan]
attributes: { plan: [prepaid, postpaid, hybrid] }
---
kind: metric
id: tenure
name: Tenure
value: now - first(sim.activated.time) otherwise 9999d
---
kind: metric
id: plan
name: Plan
value: last(sim.activated.plan) otherwise "prepaid"
---
kind: segment
id: prepaid
name: Prepaid
when: plan = "prepaid"
---
kind: segment
id: postpaid
name: Postpaid
when: plan = "postpaid"
---
kind: score
id: engagement
name: Engagement
terms:
  days: { weight: 1, value: 'ramp(days(usage, 30d), 24)' }
---
kind: score
id: risk
name: Risk
high_is_bad: true
terms:
  silence: { weight: 1, value: 'ramp(since(usage), 30d)' }
`;

/** Names that the base gives without reading them are none of a case's findings. */
const READER = `kind: badge
id: reader
name: Reader
levels:
  bronze: { when: tenure > 30d and plan != "hybrid" }
`;

export const BASE_FILE = 'base.yaml';

function filesOf(documents: string, policy: string) {
  return [
    { path: BASE_FILE, text: `${policy}---\n${DATA}---\n${READER}` },
    { path: 'rules.yaml', text: documents },
  ];
}

export function compileProgramme(documents: string, policy = POLICY): Compiled {
  const files = filesOf(documents, policy);
  const compiled = compileFiles(files);
  if (compiled.program === undefined) throw new Error(renderDiagnostics(compiled.diagnostics, files));
  return compiled;
}

/** What is found in `documents`, over a small programme of its own; what of that no case uses is none of its findings. */
export function findingsIn(documents: string, policy?: string): readonly Diagnostic[] {
  return analyse(compileProgramme(documents, policy)).filter(
    ({ code, file }) => code !== 'name-unused' || file !== BASE_FILE,
  );
}

/** The same where some of the rules do not compile. */
export function findingsBesideErrors(documents: string, policy = POLICY): readonly Diagnostic[] {
  const compiled = compileFiles(filesOf(documents, policy));
  if (compiled.program !== undefined) throw new Error('the rules compile');
  return analyse(compiled);
}

export { POLICY };

export const badge = (...levels: readonly string[]): string =>
  [
    'kind: badge\nid: hero\nname: Hero\nlevels:',
    ...levels.map((when, index) => `  ${LEVELS[index]}:\n    when: ${JSON.stringify(when)}`),
  ].join('\n');

const LEVELS = ['bronze', 'silver', 'gold', 'platinum'];

export const metric = (id: string, value: string): string =>
  `kind: metric\nid: ${id}\nname: ${id}\nvalue: ${JSON.stringify(value)}\n`;

export const segment = (id: string, when: string): string =>
  `kind: segment\nid: ${id}\nname: ${id}\nwhen: ${JSON.stringify(when)}\n`;

export function mission(id: string, fields: Readonly<Record<string, string>>): string {
  const all = {
    category: 'engagement',
    period: 'week',
    progress: 'count(recharge.completed, period)',
    target: '{ levels: { a: 1, b: 2 } }',
    generate: '{ when: engagement > 20 }',
    reward: '{ points: 50 }',
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `kind: mission\nid: ${id}\nname: ${id}\n${lines.join('\n')}\n`;
}
