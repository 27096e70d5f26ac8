import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { endAll } from '../server/support/run-cairn.ts';
import { faultsOf } from '../support/accessibility.ts';
import { findBrowser } from '../support/browser.ts';
import { describeUnless } from '../support/describe-unless.ts';
import { withPage } from '../support/with-page.ts';
import { openCairn } from './support/cairn.ts';
import type { Cairn } from './support/cairn.ts';
import { customerWithMissions } from './support/customers.ts';
import { freshStats } from './support/fresh-stats.ts';

// Monaco alone takes seconds to start where other tests use the machine at the same time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 600_000 });

const found = await findBrowser();
const DEMO_CUSTOMERS = 50;
const RULE = '/rules/mission/data_explorer';

describeUnless('problem' in found ? found.problem : undefined, 'the web app on the real server', () => {
  let cairn: Cairn;
  beforeAll(async () => {
    cairn = await openCairn();
  });
  afterAll(async () => {
    await cairn?.close();
    endAll();
  });

  const inPage = <T>(path: string, act: (page: Page) => Promise<T>, options = {}) =>
    withPage(cairn.url + path, act, { viewport: { width: 1400, height: 1000 }, ...options });

  it('loads demo customers into an empty store, and shows them', async () => {
    await inPage('/', async page => {
      await page.getByText('Bring in customers to see their behaviour').waitFor();
      await page.getByRole('button', { name: 'Load demo customers' }).click();
      await page.getByText('a quick look').click();
      // A month is enough for scores, missions and badges, and is there in seconds.
      await page.getByLabel('History').fill('30');
      await page.getByRole('button', { name: `Load ${DEMO_CUSTOMERS} customers` }).click();
      await page.getByText(/Day \d+ of 30/).waitFor();
      await page.getByText(/^50 customers with [\d,]+ events\.$/).waitFor({ timeout: 120_000 });
      const customers = page.getByRole('term').filter({ hasText: /^Customers$/ });
      await customers.locator('xpath=following-sibling::dd').getByText('50', { exact: true }).waitFor();
      for (const score of ['Engagement', 'Revenue', 'Loyalty', 'Digital'])
        await page.getByRole('figure').filter({ hasText: score }).first().waitFor();
    });
    expect(await freshStats(cairn)).toMatchObject({ customers: DEMO_CUSTOMERS, failed: 0 });
  });

  it('shows of a customer the scores with their terms, missions, badges, points and timeline', async () => {
    const { customer_id } = await busiestCustomer();
    const { body: customer } = await cairn.get(`customers/${customer_id}/`);
    await inPage('/customers', async page => {
      await page.getByRole('searchbox').fill(customer_id);
      await page.getByRole('link', { name: customer_id }).click();
      await page.getByRole('heading', { level: 1, name: customer_id }).waitFor();
      for (const [score, { name }] of Object.entries<{ name: string }>(customer.score_names)) {
        const { terms } = customer.scores[score];
        await page.getByRole('tab', { name }).click();
        const table = page.getByRole('table', { name: `Terms of ${name}` });
        await table.getByRole('row').filter({ hasText: terms[0].label }).waitFor();
        expect(await table.getByRole('row').count()).toBe(terms.length + 1);
      }
      for (const { name, sentence } of running(customer.missions)) {
        const mission = page.getByRole('article', { name, exact: true });
        expect(await mission.textContent()).toContain(sentence);
      }
      const held = customer.badges.filter((badge: { level: string | null }) => badge.level !== null);
      expect(held.length).toBeGreaterThan(0);
      await page.getByText(new RegExp(`^${held.length} badges? of 12 held$`)).waitFor();
      expect(await pointsIn(page)).toBe(customer.points.balance);
      const timeline = panel(page, 'Timeline').getByRole('listitem');
      await timeline.first().waitFor();
      expect(await timeline.count()).toBeGreaterThan(10);
      await page.getByRole('button', { name: 'Show the ledger' }).click();
      await page.getByRole('table', { name: 'Postings' }).getByRole('row').nth(1).waitFor();
    });
  });

  it('sends an event by the form, and shows what followed from it', async () => {
    const { customer } = await customerWithMissions(
      cairn,
      Array.from({ length: 40 }, (_, index) => `newcomer-${index}`),
      active => active.some(({ template_id }) => template_id === 'app_hello'),
    );
    await inPage(`/customers/${customer}`, async page => {
      await page.getByRole('article', { name: 'App Hello' }).waitFor();
      expect(await pointsIn(page)).toBe(0);
      await page.getByRole('button', { name: 'Send an event' }).click();
      await page.getByLabel('What happened').selectOption('app.login');
      await page.getByRole('button', { name: 'Send event' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('app.login was taken in.').waitFor();
      await dialog.getByText('Mission “App Hello” is completed and paid 100 points.').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await panel(page, 'Timeline').getByText('Mission “App Hello” is completed').first().waitFor();
      await expect.poll(() => pointsIn(page)).toBe(100);
    });
    const points = (await cairn.get(`points/?customer_id=${customer}`)).body;
    expect(points.balance).toBe(100);
  });

  it('marks a misspelt word in a rule, exactly that word, and says what is meant', async () => {
    const before = (await cairn.get('rules/')).body;
    await inPage(RULE, async page => {
      await page.getByText('None: all files check.').waitFor();
      const word = await placeOf(page, 'engagement');
      await page.mouse.dblclick(word.x + word.width / 2, word.y + word.height / 2);
      await page.keyboard.type('engagemnt');
      const problems = page.getByRole('region', { name: 'Problems' });
      await problems.getByText('There is no engagemnt — did you mean engagement?').waitFor();
      expect(await problems.getByText(/missions\/engagement\.yaml:\d+:\d+/).count()).toBe(1);
      const mistyped = await placeOf(page, 'engagemnt');
      const marks = page.locator('.squiggly-error');
      expect(await marks.count()).toBe(1);
      const mark = await marks.first().boundingBox();
      expect(mark?.x).toBeCloseTo(mistyped.x, 0);
      expect(mark?.width).toBeCloseTo(mistyped.width, 0);
      expect(Math.abs((mark?.y ?? 0) - mistyped.y)).toBeLessThan(mistyped.height);
      await problems.getByRole('button', { name: 'Write engagement' }).click();
      await page.getByText('None: all files check.').waitFor();
      expect(await marks.count()).toBe(0);
    });
    expect((await cairn.get('rules/')).body).toEqual(before);
  });

  it.each(['light', 'dark'] as const)('has no accessibility fault on any page, %s', async colorScheme => {
    await cairn.post('customer-events/normalize/', { source_type: 'cdr', event: { call_type: 'teleport' } });
    const { customer_id } = await busiestCustomer();
    const pages: readonly (readonly [path: string, heading: string, open?: string])[] = [
      ['/', 'Overview'],
      ['/', 'Overview', 'Load demo customers'],
      ['/customers', 'Customers'],
      [`/customers/${customer_id}`, customer_id],
      [`/customers/${customer_id}`, customer_id, 'Send an event'],
      ['/rules', 'Rules'],
      [RULE, 'Data Explorer'],
      ['/sources', 'Sources'],
      ['/sources', 'Sources', 'Add a source'],
      ['/nowhere', 'Page not found'],
      ['/api/docs', 'Cairn API'],
    ];
    await inPage(
      '/',
      async page => {
        for (const [path, heading, open] of pages) {
          await page.goto(cairn.url + path);
          await page.getByRole('heading', { level: 1, name: heading }).waitFor();
          await expect.poll(() => page.getByText('Loading', { exact: true }).count()).toBe(0);
          if (open !== undefined) await page.getByRole('button', { name: open }).first().click();
          expect({ path, open, faults: await faultsOf(page) }).toEqual({ path, open, faults: [] });
        }
      },
      { colorScheme },
    );
  });

  /** One who has all that there is to show. */
  async function busiestCustomer(): Promise<{ readonly customer_id: string }> {
    const rows = (await cairn.get('customers/?limit=500')).body.results as Row[];
    const [busiest] = rows
      .filter(row => row.points > 0 && row.active_missions > 0)
      .toSorted((a, b) => b.badges + b.active_missions - (a.badges + a.active_missions));
    if (!busiest) throw new Error('nobody has points and missions');
    return busiest;
  }
});

interface Row {
  readonly customer_id: string;
  readonly points: number;
  readonly active_missions: number;
  readonly badges: number;
}

interface ShownMission {
  readonly name: string;
  readonly status: string;
  readonly sentence: string;
}

function running(missions: readonly ShownMission[]): readonly ShownMission[] {
  return missions.filter(({ status }) => status === 'active' || status === 'scheduled');
}

function panel(page: Page, title: string): Locator {
  return page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
}

async function pointsIn(page: Page): Promise<number> {
  const balance = panel(page, 'Points').getByRole('term').filter({ hasText: 'Balance' });
  const text = await balance.locator('xpath=following-sibling::dd').textContent();
  return Number((text ?? '').replaceAll(',', ''));
}

type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/** Where a word of the rule's condition stands on the screen; the code editor gives each word an element of its own. */
async function placeOf(page: Page, word: string): Promise<Box> {
  const box = await page
    .locator('.view-line')
    .filter({ hasText: 'between 20 and 60' })
    .locator('span span')
    .filter({ hasText: new RegExp(`^${word}$`) })
    .first()
    .boundingBox();
  if (!box) throw new Error(`no "${word}" on the screen`);
  return box;
}
