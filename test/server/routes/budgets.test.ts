import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES_FOLDER } from '../../support/default-rules.ts';
import { takeIn } from '../support/fixtures.ts';
import { NOW, openTestApp } from '../support/test-app.ts';
import type { TestApp } from '../support/test-app.ts';

const WANTED = 6;

let rulesDir: string;
let server: TestApp;
/** Customers who are about to leave, each with a proposed mission that is worth 500 points. */
let leaving: readonly string[];

beforeAll(async () => {
  rulesDir = await mkdtemp(join(tmpdir(), 'cairn-budget-'));
  await cp(RULES_FOLDER, rulesDir, { recursive: true });
  const policy = join(rulesDir, 'policy.yaml');
  const text = await readFile(policy, 'utf8');
  await writeFile(policy, text.replace('points: 500000, per: month', 'points: 1200, per: month'));
  // A budget alone makes the mission wait, too.
  const mission = join(rulesDir, 'missions/correction.yaml');
  const rule = await readFile(mission, 'utf8');
  await writeFile(mission, rule.replace('approval: retention_manager\n', ''));
  server = await openTestApp({ rulesDir });
  leaving = await customersWhoLeave();
});
afterAll(async () => {
  await server.close();
  await rm(rulesDir, { recursive: true, force: true });
});

async function customersWhoLeave(): Promise<readonly string[]> {
  const found: string[] = [];
  for (let n = 1; found.length < WANTED && n < 60; n += 1) {
    const customer = `leaving-${n}`;
    const event = {
      activity_id: `p${n}`,
      contact_id: customer,
      activity_time: '2026-01-22T09:00:00Z',
      activity: 'port_out',
    };
    await takeIn(server, { source_type: 'crm', event });
    const { body } = await server.post('missions/generate-for-customer/', { customer_id: customer });
    const proposed = body.missions.some(
      (mission: { template_id: string; status: string }) =>
        mission.template_id === 'stay_with_us' && mission.status === 'proposed',
    );
    if (proposed) found.push(customer);
  }
  expect(found).toHaveLength(WANTED);
  return found;
}

const approve = (customer_id: string | undefined) =>
  server.post('missions/stay_with_us/approve/', { customer_id });
const budget = async () => (await server.get('points/budgets/')).body.results[0];

describe('a budget of the policy', () => {
  it('pays for the missions that are approved, and for no more, whoever is first', async () => {
    expect(await budget()).toEqual({
      budget: 'retention',
      points: 1200,
      per: 'month',
      granted: 0,
      left: 1200,
      missions: 0,
      from: '2025-12-31T21:00:00Z',
      until: '2026-01-31T21:00:00Z',
    });
    const answers = await Promise.all(leaving.map(approve));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(WANTED - 2);
    for (const { body } of refused) {
      expect(body).toMatchObject({
        detail: 'The budget "retention" has 200 of its 1200 points a month left; the mission is worth 500.',
        budget: 'retention',
        left: 200,
      });
    }
    expect(await budget()).toMatchObject({ granted: 1000, left: 200, missions: 2 });
  });

  it('pays once for a mission, however often it is asked', async () => {
    for (const customer of leaving) await approve(customer);
    expect(await budget()).toMatchObject({ granted: 1000, missions: 2 });
  });

  it('is whole again in the next period', async () => {
    server.now = Date.parse('2026-02-01T09:00:00Z');
    expect(await budget()).toMatchObject({ granted: 0, left: 1200, from: '2026-01-31T21:00:00Z' });
    server.now = NOW;
  });
});
