import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createRecallClient, type RecallClient } from '@twotower/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, launchBrowser } from '../browser.ts';
import { barriers, openPage, settled } from './open-page.ts';
import { type Served, serve } from './serve.ts';
import { type TrainedStore, trainedStore } from './trained-store.ts';

const patience = 600_000;
let trained: TrainedStore;
let server: Served;
let client: RecallClient;
let browser: Browser;
let userId: string;
let itemId: string;

describe.skipIf(!browserPath)('the console', { timeout: patience }, () => {
  beforeAll(async () => {
    [trained, browser] = await Promise.all([trainedStore(), launchBrowser()]);
    server = await serve(trained.store);
    client = createRecallClient({ url: server.url });
    [{ userId }] = (await client.users({ limit: 1 })).users;
    const { requestId, items } = await client.recall({ userId });
    [{ itemId }] = items;
    await client.recall({ userId: 'stranger' });
    await client.events({ events: [{ userId, itemId, type: 'click', requestId }] });
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await trained?.remove();
  });

  /** Every screen with something on it, and what shows that. */
  const screens = async (): Promise<[path: string, testId: string][]> => {
    const { runs } = await client.runs({ limit: 2 });
    const { answers } = await client.answers({ userId });
    return [
      ['/overview', 'overview-bundle-id'],
      [`/playground?user=${userId}`, 'recommendation'],
      ['/answers', 'answer'],
      [`/answers/${answers[0].requestId}`, 'answered'],
      ['/items', 'item'],
      [`/items/${itemId}?user=${userId}`, 'standing'],
      ['/registry', 'bundle'],
      [`/registry/${trained.bundleIds[0]}`, 'metric-recall@20'],
      ['/updates', 'update'],
      ['/comparisons', 'empty'],
      ['/runs', 'run'],
      [`/runs/${runs[0].id}?against=${runs[1].id}`, 'difference'],
      [`/runs/compare?ids=${runs.map(({ id }) => id).join('%2C')}`, 'difference'],
      ['/data', 'columns'],
      ['/map?color=genres', 'cloud'],
      ['/index', 'index-user'],
      ['/access', 'empty'],
    ];
  };

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'shows every screen in %s colours, %d wide, without a complaint or a barrier',
    async (colorScheme, width) => {
      const window = await openPage(browser, server.url, { colorScheme, viewport: { width, height: 900 } });
      for (const [path, testId] of await screens()) {
        await window.show(path);
        await window.page.getByTestId(testId).first().waitFor();
        expect(await barriers(window.page), `${path} at ${width}`).toEqual([]);
        const overflow = await window.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${path} at ${width} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      expect(window.complaints).toEqual([]);
      await window.close();
    },
  );

  it('loads less than 300 kB for the first screen, and screens when they are opened', async () => {
    const { page, show, close } = await openPage(browser, server.url);
    const loaded = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/assets/')) loaded.add(pathname);
    });
    await show('/overview');
    const built = fileURLToPath(new URL('../../../apps/admin/dist', import.meta.url));
    const sizes = await Promise.all(
      [...loaded].map(async (path) => gzipSync(await readFile(`${built}${path}`)).length),
    );
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
    const first = loaded.size;
    await show('/data');
    expect(loaded.size).toBeGreaterThan(first);
    await close();
  });

  it('says the numbers that the command line says', async () => {
    const { page, show, close } = await openPage(browser, server.url);
    const bundles = (await trained.say('bundles')) as { id: string; metrics: Record<string, number> }[];
    await show('/registry');
    const shown = await page.getByTestId('bundle-metric').allTextContents();
    expect(shown).toEqual(bundles.map(({ metrics }) => metrics['recall@20'].toFixed(4)));
    await show(`/registry/${bundles[0].id}`);
    for (const [name, value] of Object.entries(bundles[0].metrics).filter(([name]) => name.endsWith('@20'))) {
      expect(await page.getByTestId(`metric-${name}`).textContent(), name).toBe(value.toFixed(4));
    }
    const asked = (await trained.say('recall', '--user', 'stranger', '-k', '5')) as {
      items: { itemId: string; score: number }[];
    };
    await show('/playground?user=stranger&k=5');
    await page.getByTestId('recommendation').nth(4).waitFor();
    const items = await page
      .getByTestId('recommendation')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item-id')));
    expect(items).toEqual(asked.items.map((item) => item.itemId));
    await close();
  });

  it('promotes and rolls back after it has asked, with the reason on record', async () => {
    const { page, show, complaints, close } = await openPage(browser, server.url);
    const [older, newer] = trained.bundleIds;
    const target = page.locator('[data-alias=champion]').getByTestId('alias-target');
    const pointsAt = (id: string) => target.filter({ hasText: id }).waitFor();
    await show('/registry');
    await pointsAt(newer);
    await page.locator('[data-alias=champion]').getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('dialog').getByText(older).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Why').fill('half of the answers were empty');
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    await pointsAt(older);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await client.recall({ userId, k: 1 })).bundleId).toBe(older);
    const row = page.getByTestId('bundle').filter({ hasText: newer });
    await row.getByRole('button', { name: 'Promote' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await client.recall({ userId, k: 1 })).bundleId).toBe(older);
    await row.getByRole('button', { name: 'Promote' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Promote' }).click();
    await pointsAt(newer);
    await show('/access');
    const entries = await page.getByTestId('audit-entry').allTextContents();
    expect(entries[0]).toContain(`champion: ${newer}, delta 0`);
    expect(entries[1]).toContain(`champion: ${older}, delta 0; half of the answers were empty`);
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads from a complaint to its cause in three clicks', async () => {
    await client.recall({ userId: 'newcomer-42', k: 3 });
    const { page, show, close } = await openPage(browser, server.url);
    await show('/overview');
    await page.getByRole('link', { name: 'Answers', exact: true }).click();
    await page.getByTestId('answers-user').fill('newcomer-42');
    const answers = page.getByTestId('answer');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=answer]').length === 1);
    await answers.getByRole('link').first().click();
    await page
      .getByTestId('causes')
      .getByText(/newcomer-42 was not known/)
      .waitFor();
    await page.getByTestId('why').first().click();
    await page.getByTestId('explanation').getByText('popularity (prior)').waitFor();
    await close();
  });

  it('is used by keyboard alone: to a user, what is recommended, and why', async () => {
    const { page, show, close } = await openPage(browser, server.url);
    await show('/overview');
    await page.keyboard.press('Control+K');
    await page.getByRole('textbox', { name: 'Jump to' }).waitFor();
    await page.keyboard.type(userId);
    const choice = page.getByRole('button', { name: `Ask as user ${userId}` });
    await choice.waitFor();
    // Down the list until it is chosen.
    while ((await choice.getAttribute('data-selected')) === null) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/#/playground?user=${userId}`);
    await page.getByTestId('recommendation').first().waitFor();
    await settled(page);
    const why = page.getByTestId('why').first();
    const isOnWhy = () => why.evaluate((button) => button === document.activeElement);
    for (let pressed = 0; pressed < 80 && !(await isOnWhy()); pressed++) await page.keyboard.press('Tab');
    expect(await isOnWhy()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByTestId('explanation').waitFor();
    await close();
  });

  it('builds a session by search, and sets two aliases side by side', async () => {
    await client.promote({ bundleId: trained.bundleIds[0], alias: 'shadow' });
    const { page, show, complaints, close } = await openPage(browser, server.url);
    await show('/playground?mode=session&k=5');
    await page.getByTestId('item-search').fill(itemId);
    await page.getByRole('option').filter({ hasText: itemId }).first().click();
    await page.locator(`[data-testid=history-item][data-item-id="${itemId}"]`).waitFor();
    await page.getByTestId('recall-source').filter({ hasText: 'session' }).waitFor();
    expect(await page.getByTestId('request-code').textContent()).toContain(`"history":["${itemId}"]`);
    await page.getByTestId('beside').click();
    await page.getByRole('option', { name: 'shadow' }).click();
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=recommendation]').length === 10);
    await page.getByText(/\d of 5 items are in both lists/).waitFor();
    // The address holds all of it.
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('[data-testid=recommendation]').length === 10);
    expect(complaints).toEqual([]);
    await close();
  });

  it('compares an alias with what is served, on those who ask', async () => {
    await client.promote({ bundleId: trained.bundleIds[0], alias: 'candidate' });
    const { page, show, complaints, close } = await openPage(browser, server.url);
    await show('/comparisons');
    await page.getByLabel('Alias').selectOption('candidate');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('Interleaved: candidate against what is served').waitFor();
    await page.getByTestId('verdict').filter({ hasText: 'Too few users' }).waitFor();
    // Half of the users take part: among so many there is one.
    for (let user = 0; user < 30; user++) await client.recall({ userId: `visitor ${user}` });
    await page.getByTestId('arm').filter({ hasText: 'both' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await page.getByRole('button', { name: 'Begin' }).waitFor();
    await page.getByTestId('comparison').filter({ hasText: 'done' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('asks a daemon for an update, and takes it back', async () => {
    const { page, show, close } = await openPage(browser, server.url);
    await show('/updates');
    await page.getByRole('button', { name: 'Update now', exact: true }).click();
    await page.locator('[data-testid=job][data-job-state=waiting]').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-testid=job][data-job-state=cancelled]').waitFor();
    await close();
  });

  it('says what is wrong where the server does not answer, and goes on when it does', async () => {
    const { page, show, close } = await openPage(browser, server.url);
    await show('/overview');
    await page.route('**/trpc/**', (route) => route.abort());
    for (const [path] of await screens()) {
      if (path === '/access') continue;
      await show(path);
      await page.getByTestId('problem').first().waitFor();
      expect(await page.getByTestId('problem').first().textContent(), path).toContain('does not answer');
    }
    await page.unroute('**/trpc/**');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByTestId('problem').first().waitFor({ state: 'detached' });
    await close();
  });
});
