import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenPage {
  readonly page: Page;
  /** What the browser complained of so far. */
  readonly complaints: readonly string[];
  /** Goes to a screen and waits until it shows what it has. */
  readonly show: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A window of its own on the console of a server. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // Whatever is shown in the end is waited for, however busy the machine.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    page,
    complaints,
    async show(path) {
      // Anew, so that nothing of the screen before is taken for this one.
      await page.goto('about:blank');
      await page.goto(`${url}/#${path}`);
      await settled(page);
    },
    close: () => context.close(),
  };
}

/** Waits until a screen has a name and loads nothing. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
}

/** What axe finds serious or critical about a page, one line each. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
