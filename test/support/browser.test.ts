import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBrowser } from './browser.ts';
import { describeUnless } from './describe-unless.ts';

const found = await findBrowser();

describeUnless('problem' in found ? found.problem : undefined, 'the browser for tests', () => {
  it('starts and runs a page', async () => {
    if ('problem' in found) throw new Error(found.problem);
    const browser = await chromium.launch(found.browser);
    try {
      const page = await browser.newPage();
      await page.setContent('<input> <button onclick="this.textContent = \'pressed\'">press</button>');
      await page.getByRole('textbox').fill('typed');
      await page.getByRole('button').click();
      expect(await page.getByRole('button').textContent()).toBe('pressed');
    } finally {
      await browser.close();
    }
  });
});
