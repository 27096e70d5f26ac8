import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { FastifyInstance } from 'fastify';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { faultsOf } from '../support/accessibility.ts';
import { findBrowser } from '../support/browser.ts';
import { describeUnless } from '../support/describe-unless.ts';
import { createMockApi } from '../support/mock-api/mock-api.ts';
import { withPage } from '../support/with-page.ts';

const root = resolve(import.meta.dirname, '../..');
const editorFolder = join(root, '.cache', `editor-${process.pid}`);
const found = await findBrowser();

// Monaco alone takes seconds to start where other tests use the machine at the same time.
vi.setConfig({ testTimeout: 120_000 });

const CUSTOMER = '/customers/steady-1001';
const RULE = '/rules/mission/data_explorer';
const PAGES: readonly (readonly [address: string, heading: string])[] = [
  ['/', 'Overview'],
  ['/customers', 'Customers'],
  [CUSTOMER, 'steady-1001'],
  ['/rules', 'Rules'],
  [RULE, 'Data Explorer'],
  ['/sources', 'Sources'],
  ['/nowhere', 'Page not found'],
];

describeUnless('problem' in found ? found.problem : undefined, 'the web app', () => {
  let api: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    await build({
      configFile: join(root, 'editor/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: editorFolder, minify: false },
    });
  });
  afterAll(async () => {
    const { rm } = await import('node:fs/promises');
    await rm(editorFolder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    api = createMockApi({ customers: 120, rulesFolder: join(root, 'rules'), editorFolder });
    url = await api.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => api.close());

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const visit = async (page: Page, address: string, name: string) => {
    await page.goto(url + address);
    await heading(page, name).waitFor();
  };

  it.each(['light', 'dark'] as const)('has no accessibility fault on any page, %s', async colorScheme => {
    await withPage(
      url,
      async page => {
        for (const [address, name] of PAGES) {
          await visit(page, address, name);
          await expect
            .poll(() => page.getByText('Loading', { exact: true }).count(), { timeout: 30_000 })
            .toBe(0);
          expect({ address, faults: await faultsOf(page) }).toEqual({ address, faults: [] });
        }
      },
      { colorScheme },
    );
  });

  it('scrolls sideways on no page at 320 pixels', async () => {
    await withPage(
      url,
      async page => {
        for (const [address, name] of PAGES) {
          await visit(page, address, name);
          const width = await page.evaluate('document.documentElement.scrollWidth');
          expect({ address, width }).toEqual({ address, width: 320 });
        }
      },
      { viewport: { width: 320, height: 640 } },
    );
  });

  it('fetches no editor on a phone', async () => {
    await withPage(
      url,
      async page => {
        const scripts: string[] = [];
        page.on('request', request => scripts.push(request.url()));
        await visit(page, RULE, 'Data Explorer');
        await page.getByText('id: data_explorer').waitFor();
        expect(scripts.filter(address => /mount-editor|editor\.worker/.test(address))).toEqual([]);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  it('is left by the keyboard into the content', async () => {
    await withPage(url, async page => {
      await heading(page, 'Overview').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
    });
  });

  it('loads demo customers from an empty start, and says how far it is', async () => {
    const empty = createMockApi({ customers: 0, rulesFolder: join(root, 'rules'), editorFolder });
    try {
      await withPage(await empty.listen({ port: 0, host: '127.0.0.1' }), async page => {
        await page.getByRole('button', { name: 'Load demo customers' }).click();
        await page.getByRole('button', { name: 'Load 200 customers' }).click();
        await page.getByText(/Day \d+ of 90/).waitFor();
        await page.getByText('200 customers with 90,000 events.').first().waitFor();
      });
    } finally {
      await empty.close();
    }
  });

  it('asks for a key where the server wants one, and goes on with it', async () => {
    const locked = createMockApi({
      customers: 5,
      rulesFolder: join(root, 'rules'),
      editorFolder,
      key: 'k-1',
    });
    try {
      await withPage(
        await locked.listen({ port: 0, host: '127.0.0.1' }),
        async page => {
          await page.getByLabel('Key').fill('wrong');
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.getByText('This key is not known.').waitFor();
          await page.getByLabel('Key').fill('k-1');
          await page.getByRole('button', { name: 'Sign in' }).click();
          await heading(page, 'Overview').waitFor();
          await page.getByText('Live', { exact: true }).waitFor();
        },
        { expectedErrors: [/status of 401/] },
      );
    } finally {
      await locked.close();
    }
  });

  it('shows what followed from an event beside the form', async () => {
    await withPage(url + CUSTOMER, async page => {
      await page.getByRole('button', { name: 'Send an event' }).click();
      await page.getByRole('textbox', { name: 'Value' }).fill('10');
      await page.getByRole('button', { name: 'Send event' }).click();
      await page.getByText('150 points are posted.').waitFor();
    });
  });

  it('redeems points by the keyboard alone, and says what is left', async () => {
    await withPage(url + CUSTOMER, async page => {
      await page.getByRole('button', { name: 'Redeem' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('5');
      await page.keyboard.press('Tab');
      await page.keyboard.type('A voucher');
      await page.keyboard.press('Enter');
      await page.getByText('5 points redeemed').first().waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });

  it('says in the form why points are not redeemed, and lets one try again', async () => {
    await withPage(
      url + CUSTOMER,
      async page => {
        await page.getByRole('button', { name: 'Redeem' }).click();
        await page.getByRole('spinbutton').fill('13');
        await page.getByLabel('Reason').fill('A voucher');
        await page.getByRole('dialog').getByRole('button', { name: 'Redeem' }).click();
        await page.getByText('Only 12 points are available').waitFor();
        await page.getByRole('spinbutton').fill('12');
        await page.getByRole('dialog').getByRole('button', { name: 'Redeem' }).click();
        await page.getByText('12 points redeemed').first().waitFor();
      },
      { expectedErrors: [/status of 409/] },
    );
  });

  it('captures what is on hold, and reverses a posting of the ledger', async () => {
    await withPage(url + CUSTOMER, async page => {
      await page.getByRole('button', { name: 'Capture the points on hold for Dinner for two' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Capture' }).click();
      await page.getByText('40 points captured').first().waitFor();
      await page.getByRole('button', { name: 'Show the ledger' }).click();
      await page.getByRole('button', { name: 'Reverse Redemption of 200' }).click();
      await page.getByLabel('Reason').fill('Out of stock');
      await page.getByRole('dialog').getByRole('button', { name: 'Reverse', exact: true }).click();
      await page.getByText('points reversed').first().waitFor();
    });
  });

  it('refuses an event without its value before sending it', async () => {
    await withPage(url + CUSTOMER, async page => {
      await page.getByRole('button', { name: 'Send an event' }).click();
      await page.getByRole('button', { name: 'Send event' }).click();
      await page.getByText('This event needs a value.').waitFor();
    });
  });

  it('says what is wrong while a rule is typed, and saves only what checks', async () => {
    await withPage(url + RULE, async page => {
      await page.getByText('None: all files check.').waitFor();
      await typeOn(page, 'engagement between 20 and 60', ' and engagemnt > 1');
      await page.getByRole('button', { name: /engagemnt/ }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('Mend the errors of this file first').first().waitFor();
      await page
        .getByRole('button', { name: /engagement`?$/ })
        .first()
        .click();
      await page.getByText('None: all files check.').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Release 8 is live.').first().waitFor();
    });
  });

  it('completes names, and streams inside an aggregate', async () => {
    await withPage(url + RULE, async page => {
      await page.getByText('None: all files check.').waitFor();
      await typeOn(page, 'engagement between 20 and 60', ' and count(usage.d');
      await page
        .getByRole('option', { name: /usage\.data/ })
        .first()
        .waitFor();
    });
  });

  it('follows a name to where it is made, in another file, and gives it another name', async () => {
    await withPage(url + RULE, async page => {
      await page.getByText('None: all files check.').waitFor();
      await typeOn(page, 'engagement between 20 and 60', '');
      await page.keyboard.press('Home');
      for (let step = 0; step < 'when: en'.length; step += 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('F12');
      await page.locator('.view-line', { hasText: 'id: engagement' }).first().waitFor();
      await page.locator('.view-line', { hasText: 'id: engagement' }).first().click();
      await page.keyboard.press('End');
      await page.keyboard.press('F2');
      await page.locator('.rename-input').waitFor();
      await page.locator('.rename-input').fill('prepaid');
      await page.keyboard.press('Enter');
      await page.getByText('Not renamed', { exact: true }).waitFor();
      await page.getByText(/^There is the segment “prepaid” already/).waitFor();
      await page.keyboard.press('F2');
      await page.locator('.rename-input').fill(' ');
      await page.keyboard.press('Enter');
      await page.getByText(/^The new name is empty/).waitFor();
      await page.locator('.rename-input').fill('activity');
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: 'id: activity' }).first().waitFor();
      await page.getByText('None: all files check.').waitFor();
      await page.getByText(/Not saved in \d+ files:/).waitFor();
      expect(await page.getByRole('link', { name: 'Data Explorer not saved' }).count()).toBe(1);
      await page.getByRole('button', { name: /^Save all/ }).click();
      await page.getByText('Release 8 is live.').first().waitFor();
      expect(await page.getByText('Not saved').count()).toBe(0);
      await page.locator('.view-line', { hasText: 'id: activity' }).first().waitFor();
    });
  });

  it('stays at a rule that gets another name, and points to what is not saved when the rest is discarded', async () => {
    await withPage(`${url}/rules/score/engagement`, async page => {
      await page.getByText('None: all files check.').waitFor();
      await renameEngagement(page);
      await page.waitForURL('**/rules/score/activity');
      await page.locator('.view-line', { hasText: 'id: activity' }).first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Discard changes' }).click();
      await page.waitForURL('**/rules/score/engagement');
      await page
        .getByText(/· not saved$/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Discard all' }).click();
      const question = page.getByRole('dialog', { name: /^Discard what is not saved in \d+ files\?$/ });
      await question.getByRole('button', { name: 'Keep it' }).click();
      await page.getByText(/Not saved in \d+ files:/).waitFor();
      await page.getByRole('button', { name: 'Discard all' }).click();
      await question.getByRole('button', { name: 'Discard it' }).click();
      await page.getByText('None: all files check.').waitFor();
      expect(await page.getByText('Not saved').count()).toBe(0);
    });
  });

  it('takes a rename back in all its files at once, and makes it again', async () => {
    await withPage(`${url}/rules/score/engagement`, async page => {
      await page.getByText('None: all files check.').waitFor();
      await renameEngagement(page);
      await page.getByText(/Not saved in \d+ files:/).waitFor();
      await page.keyboard.press('Control+z');
      await page.locator('.view-line', { hasText: 'id: engagement' }).first().waitFor();
      await page.getByText('Not saved').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+y');
      await page.locator('.view-line', { hasText: 'id: activity' }).first().waitFor();
      await page.getByText(/Not saved in \d+ files:/).waitFor();
      await page.getByText('None: all files check.').waitFor();
    });
  });

  it('plays the stories of the open file as its text is now, and goes to what failed', async () => {
    await withPage(url, async page => {
      const expected = 'count(payment where digital, lifetime) =';
      await draft(page, url, 'tests/badges.yaml', [`${expected} 1`, `${expected} 3`]);
      await visit(page, '/rules/test/activated_badge', 'Activated - each level needs the one before it');
      const stories = page.getByRole('region', { name: 'Stories' });
      await page.getByRole('button', { name: 'Run stories' }).focus();
      await page.keyboard.press('Enter');
      await stories
        .getByRole('status')
        .filter({ hasText: / passed, 1 failed\.$/ })
        .waitFor();
      await stories.getByText('Seen: count(payment where digital, lifetime) is 1').waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.locator('.view-line').first().click();
      await stories.getByRole('button', { name: 'day 2 10:00, line 12' }).click();
      await page.keyboard.type('  ');
      await stories.getByText('The text has changed since.').waitFor();
      await typeOn(page, `${expected} 3`, ' and');
      await page.getByText(/^\d+ errors? in all files$/).waitFor();
      await page.getByRole('button', { name: 'Run stories' }).click();
      await stories.getByText(/^Not played: the rules must check first\./).waitFor();
    });
  });

  it('shows a customer as an example, and code as code', async () => {
    await withPage(url, async page => {
      await draft(page, url, 'badges/power_user.yaml', ['>= 70 for 30d', '>= 50 for 7d']);
      await visit(page, '/rules/badge/power_user', 'Power User');
      const problems = page.getByRole('region', { name: 'Problems' });
      await problems.getByText(/^Example: .*bronze and silver at once$/).waitFor();
      await problems.getByRole('button', { name: 'Whoever reaches bronze also meets silver' }).waitFor();
      expect(await problems.locator('code').allInnerTexts()).toContain('silver');
    });
  });

  it('shows the whole title of a fix where it is asked for in the text', async () => {
    await withPage(url, async page => {
      await draft(page, url, 'badges/power_user.yaml', ['engagement >= 70', 'engagment >= 70']);
      await visit(page, '/rules/badge/power_user', 'Power User');
      await page.getByRole('button', { name: 'Write engagement' }).first().waitFor();
      await page.locator('.view-line span', { hasText: /^engagment$/ }).click();
      await page.keyboard.press('Control+.');
      const title = page.locator('.action-widget .title', { hasText: 'Write “engagement”' });
      await title.waitFor();
      const [needed, given] = await title.evaluate(element => [element.scrollWidth, element.clientWidth]);
      expect(given).toBeGreaterThanOrEqual(needed ?? 0);
    });
  });

  it('saves together what the server refuses alone', async () => {
    await withPage(
      `${url}/rules/score/engagement`,
      async page => {
        await page.getByText('None: all files check.').waitFor();
        await renameEngagement(page);
        await page.route('**/rules/files/', (route, request) => {
          const sent = request.postDataJSON() as { files: readonly unknown[] } | null;
          if (sent?.files.length !== 1) return route.continue();
          const range = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 2, offset: 1 } };
          const problem = {
            code: 'name-unknown',
            severity: 'error',
            file: 'segments.yaml',
            range,
            fixes: [],
          };
          const body = { title: 'The rules have errors', diagnostics: [{ ...problem, message: 'No `x`.' }] };
          return route.fulfill({ status: 422, json: body });
        });
        await page.keyboard.press('Control+s');
        await page.getByRole('button', { name: /^Save together \(\d+ files\)$/ }).click();
        await page.getByText('Release 8 is live.').first().waitFor();
      },
      { expectedErrors: [/status of 422/] },
    );
  });

  it('keeps a text that somebody else changed meanwhile, and says so', async () => {
    await withPage(
      url + RULE,
      async page => {
        await page.getByText('None: all files check.').waitFor();
        await typeOn(page, 'engagement between 20 and 60', ' and risk < 90');
        await page.getByText('Not saved').waitFor();
        await changeElsewhere(url);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('was changed elsewhere').waitFor();
        await page.reload();
        await page.getByText('was changed elsewhere').waitFor();
        // The end of a long line may be drawn below what is in view.
        await page.locator('.view-lines', { hasText: /own\sand\srisk\s</ }).waitFor();
        await page.getByRole('button', { name: 'Save mine over it' }).click();
        await page
          .getByText(/Release \d+ is live\./)
          .first()
          .waitFor();
      },
      { expectedErrors: [/status of 412/] },
    );
  });

  it('shows a customer that is not known as such, with a way on', async () => {
    await withPage(
      `${url}/customers/nobody`,
      async page => {
        await page.getByText('No customer “nobody” is known.').waitFor();
        await page.getByRole('link', { name: 'Find another customer' }).waitFor();
      },
      { expectedErrors: [/status of 404/] },
    );
  });

  it('says that the server cannot be reached, and goes on once it can', async () => {
    await withPage(
      url,
      async page => {
        await heading(page, 'Overview').waitFor();
        await page.getByText('Behaviour scores').waitFor();
        await page.route('**/api/**', route => route.abort());
        await page.getByRole('link', { name: 'Customers' }).first().click();
        await page.getByText('The server cannot be reached').first().waitFor();
        await page.unroute('**/api/**');
        await page.getByRole('button', { name: 'Retry' }).first().click();
        await page.getByRole('link', { name: 'steady-1001' }).waitFor();
      },
      {
        expectedErrors: [/ERR_FAILED/],
      },
    );
  });
});

/** Gives the score another name, here and in every file that uses it. */
async function renameEngagement(page: Page): Promise<void> {
  await page.locator('.view-line', { hasText: 'id: engagement' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('F2');
  await page.locator('.rename-input').fill('activity');
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'id: activity' }).first().waitFor();
}

/** Leaves an unsaved text in the browser, as an earlier visit would. */
async function draft(
  page: Page,
  url: string,
  file: string,
  [from, to]: readonly [string, string],
): Promise<void> {
  const response = await fetch(`${url}/api/loyalty/v1/rules/files/${file}`);
  const { text, etag } = (await response.json()) as { text: string; etag: string };
  const kept = JSON.stringify({ text: text.replace(from, to), etag });
  await page.evaluate(([name, value]) => localStorage.setItem(name, value), [
    `cairn.rule-draft.${file}`,
    kept,
  ] as const);
}

/** Puts the cursor at the end of the line that has a text, and types on. */
async function typeOn(page: Page, text: string, typed: string): Promise<void> {
  await page.locator('.view-line', { hasText: text }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(typed);
}

/** Another person saves the file that the test has open. */
async function changeElsewhere(url: string): Promise<void> {
  const base = `${url}/api/loyalty/v1/rules/files/`;
  const answer = (await (await fetch(base)).json()) as {
    results: { file: string; text: string; etag: string }[];
  };
  const file = answer.results.find(({ text }) => text.includes('id: data_explorer'));
  if (!file) throw new Error('No rule file has the mission');
  const response = await fetch(base + file.file, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': file.etag },
    body: JSON.stringify({ text: `# by somebody else\n${file.text}` }),
  });
  expect(response.status).toBe(200);
}
