import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong by WCAG 2.2 AA and by good practice, as short lines. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const call = `axe.run(${JSON.stringify({ runOnly: RULES })})`;
  const { violations } = await page.evaluate<AxeResults>(call);
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  );
}
