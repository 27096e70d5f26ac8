/** The small programme that every page's example is laid over, one text a document. */
export const BASE_RULES = {
  policy: `kind: policy
id: allocation
name: Allocation
time: { zone: Africa/Nairobi, week_starts: monday, lateness: 48h }
max_active: 5
categories:
  engagement: { weight: 1, margin: 2 }
  revenue: { weight: 1, margin: 6 }
budgets:
  retention: { points: 50000, per: month }
`,
  data: `kind: event
id: usage.data
name: Data used
source_types: [cdr]
unit: MB
required: [service, off_peak]
attributes: { service: [data, roaming], off_peak: boolean, app: text }
`,
  voice: `kind: event
id: usage.voice
name: Call
source_types: [cdr]
unit: min
required: [service, direction]
attributes: { service: [voice, roaming], direction: [outgoing, incoming], on_net: boolean }
`,
  recharge: `kind: event
id: recharge.completed
name: Recharge
source_types: [billing]
unit: money
required: [digital]
attributes: { digital: boolean, method: text }
`,
  login: `kind: event
id: app.login
name: App login
source_types: [app]
attributes: { device: text }
`,
  bundle: `kind: event
id: bundle.changed
name: Bundle bought or used up
source_types: [billing]
required: [sku, active]
attributes: { sku: text, active: boolean }
`,
  activated: `kind: event
id: sim.activated
name: SIM activated
source_types: [crm]
required: [plan]
attributes: { plan: [prepaid, postpaid], bonus: text }
`,
  completed: `kind: event
id: mission.completed
name: Mission completed
source_types: [cairn]
unit: points
required: [level]
attributes: { level: [a, b, c] }
`,
  data30: `kind: metric
id: data_30d
name: Data in 30 days
value: sum(usage.data, 30d)
`,
  lastRecharge: `kind: metric
id: last_recharge
name: Last recharge
value: last(recharge.completed)
`,
  plan: `kind: metric
id: plan
name: Plan
value: last(sim.activated.plan) otherwise "prepaid"
`,
  prepaid: `kind: segment
id: prepaid
name: Prepaid
when: plan = "prepaid"
`,
  engagement: `kind: score
id: engagement
name: Engagement
terms:
  active_days: { weight: 1, value: 'ramp(days(usage, 30d), 24)' }
`,
  badge: `kind: badge
id: regular
name: Regular
levels:
  bronze: { when: 'data_30d > 1 GB and (last_recharge otherwise 0) > 10 and prepaid' }
`,
} as const;

export type BaseRule = keyof typeof BASE_RULES;
