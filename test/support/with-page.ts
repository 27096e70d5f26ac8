import { chromium } from 'playwright-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { findBrowser } from './browser.ts';

export interface PageOptions extends Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'reducedMotion' | 'timezoneId'
> {
  /** Console errors that the test itself brings about, such as the browser's own line for a 404. */
  readonly expectedErrors?: readonly RegExp[];
}

/** Opens `url` in a browser of its own and closes it; fails on anything the page's console calls an error. */
export async function withPage<T>(
  url: string,
  act: (page: Page) => Promise<T>,
  options: PageOptions = {},
): Promise<T> {
  const found = await findBrowser();
  if ('problem' in found) throw new Error(found.problem);
  const { expectedErrors = [], ...contextOptions } = options;
  const browser = await chromium.launch(found.browser);
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...contextOptions });
    const page = await context.newPage();
    const errors = collectErrors(page, expectedErrors);
    await page.goto(url);
    const result = await act(page);
    if (errors.length > 0) throw new Error(`The page reported errors:\n${errors.join('\n')}`);
    return result;
  } finally {
    await browser.close();
  }
}

function collectErrors(page: Page, expected: readonly RegExp[]): readonly string[] {
  const errors: string[] = [];
  const note = (text: string) => {
    if (!expected.some(pattern => pattern.test(text))) errors.push(text);
  };
  page.on('pageerror', error => note(`${error.name}: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  return errors;
}
