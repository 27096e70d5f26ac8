import type { RuleFile } from '../../../dsl/index.ts';

/** A few rules of every kind that name one another, in three files: small enough to compile hundreds of times. */
export const SMALL_RULES: readonly RuleFile[] = [
  {
    path: 'events.yaml',
    text: `kind: event
id: usage.data
name: Data session
source_types: [cdr]
unit: byte
required: [rat]
attributes: { rat: [4g, 5g], off_peak: boolean, service: { type: [data, roaming] } }
---
kind: event
id: usage.voice
name: Voice call
description: A call, in seconds.
source_types: [cdr]
unit: s
attributes: { direction: [outgoing, incoming], service: { type: [voice] } }
---
kind: event
id: recharge.completed
name: Top-up
source_types: [billing]
unit: money
attributes: { channel: [card, wallet], sku: text }
---
kind: event
id: mission.completed
name: Mission completed
source_types: [cairn]
unit: points
required: [mission, level]
attributes: { mission: mission, level: [a, b, c] }
---
kind: event
id: tier.changed
name: Tier changed
source_types: [cairn]
required: [tier]
attributes: { tier: [basic, gold] }
---
kind: event
id: payment
name: Payment
unit: money
attributes: { method: text }
of:
  recharge.completed: { method: channel }
`,
  },
  {
    path: 'scores.yaml',
    text: `# What is measured.
kind: metric
id: data_7d
name: Data, 7 days
description: Data used in a week.
value: sum(usage.data, 7d)
---
kind: metric
id: paid_30d
name: Paid, 30 days
value: sum(payment where method = "card", 30d)
---
kind: metric
id: last_top_up
name: Last top-up
value: last(recharge.completed.time)
---
kind: parameter
id: bonus
name: Bonus
type: points
values:
  - { value: 20 }
  - { from: 2026-03-01, value: 30 }
---
kind: table
id: treat
name: Treat
inputs: { used: data_7d, ahead: prepaid }
rows:
  - { when: { used: '>= 1 GB', ahead: true }, then: { points: bonus, extra: 200 MB } }
  - { when: { used: '>= 1 GB' }, then: { points: 10 points, extra: 100 MB } }
otherwise: { points: 5 points, extra: 0 MB }
---
kind: segment
id: prepaid
name: Prepaid
when: paid_30d > 0
---
kind: segment
id: heavy
name: Heavy users
when: data_7d > 500 MB and not prepaid
---
kind: score
id: engagement
name: Engagement
description: How much they use.
terms:
  use: { weight: 60, value: 'ramp(days(usage, 30d), 24)' }
  data: { weight: 40, value: 'ramp(data_7d, 2 GB)' }
at_least:
  - { value: 10, when: prepaid }
`,
  },
  {
    path: 'missions.yaml',
    text: `kind: mission
id: explorer
name: Explorer
category: habit
segments: [prepaid, heavy]
period: week
fixed:
  own: largest(300 MB, median_of_periods(sum(usage.data, week), 6))
progress: sum(usage.data where rat = "5g", period)
target:
  levels: { a: 1.1, b: 1.2, c: 1.3 }
  value: smallest(nice(own * level), 5 GB)
generate:
  when: engagement between 20 and 60 and target > own
  fit: (80 - engagement) / 60
reward: { points: 80 }
---
kind: mission
id: caller
name: Caller
category: habit
period: level * 7d
progress: count(usage.voice where direction = "outgoing", period)
target:
  levels: { a: 3, b: 5, c: 9 }
generate:
  when: engagement >= 40 for 3d and count(mission.completed where mission = "explorer", lifetime) > 0
reward: { points: treat.points, data: treat.extra }
---
kind: badge
id: power_user
name: Power user
levels:
  bronze: { when: engagement >= 60 for 14d }
  silver: { when: 'engagement >= 70 for 30d' }
---
kind: tier
id: club
name: Club
grace: 30d
levels:
  basic: {}
  gold: { when: points_balance >= 500 points }
---
kind: campaign
id: well_done
name: Well done
trigger: mission.completed where mission = "explorer" and level = "c"
audience: tier = "gold" or heavy
webhook: hub
include: [engagement, data_7d]
limit: { count: 1, per: 7d }
---
kind: policy
id: policy
name: Policy
time: { zone: UTC, lateness: 2d }
max_active: 3
limits:
  - { of: habit, at_most: 2 }
categories:
  habit: { weight: 1, margin: 2 }
---
kind: test
id: explores
name: Who uses data gets the explorer
start: 2026-03-02
steps:
  - { at: day 1 08:00, event: usage.data, value: 600 MB, attributes: { rat: 5g } }
  - { at: day 1 13:00, do: generate }
  - at: day 1 13:01
    expect:
      - data_7d > 0 MB
      - count(mission.completed where mission = "explorer", lifetime) = 0
`,
  },
];
