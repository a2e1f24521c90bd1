import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecallClient } from '@twotower/client';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, launchBrowser } from '../browser.ts';
import { barriers, openPage } from './open-page.ts';
import { type Served, serve } from './serve.ts';

const patience = 600_000;
const adminKey = 'the-first-key-of-this-store';
let store: string;
let server: Served;
let browser: Browser;

/** Over a store without a bundle, to which others come by a key. */
describe.skipIf(!browserPath)('a console that asks for a key', { timeout: patience }, () => {
  beforeAll(async () => {
    store = await mkdtemp(join(tmpdir(), 'twotower-sign-in-'));
    browser = await launchBrowser();
    server = await serve(store, { TWOTOWER_FIRST_KEY: adminKey });
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(store, { recursive: true, force: true });
  });

  it('lets in who has one, keeps no key in the browser, and lets out', async () => {
    const { page, close } = await openPage(browser, server.url);
    await page.goto(server.url);
    const key = page.getByLabel('API key');
    await key.fill('a guess');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('this key is unknown or revoked').waitFor();
    expect(await barriers(page)).toEqual([]);
    await key.fill(adminKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Nothing is served yet').first().waitFor();
    const kept = await page.evaluate(() =>
      [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join(),
    );
    expect(kept).not.toContain('twotower_session');
    expect(kept).not.toContain(adminKey);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'twotower_session', httpOnly: true, sameSite: 'Strict' });
    await page.reload();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await key.waitFor();
    await close();
  });

  it('shows who may only look what there is, and lets them change nothing', async () => {
    const admin = createRecallClient({ url: server.url, key: adminKey });
    const { key } = await admin.createKey({ scopes: ['read'], name: 'a guest' });
    const { page, show, close } = await openPage(browser, server.url);
    await page.goto(`${server.url}/#/updates`);
    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('read only').waitFor();
    await page
      .getByRole('button', { name: 'Update now', exact: true })
      .and(page.locator(':disabled'))
      .waitFor();
    await show('/access');
    await page.getByText('Your key is not for this').first().waitFor();
    await close();
  });

  it('says of every screen that has nothing what would bring something', async () => {
    const { page, show, close } = await openPage(browser, server.url);
    await page.goto(server.url);
    await page.getByLabel('API key').fill(adminKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Nothing is served yet').first().waitFor();
    for (const path of ['/answers', '/registry', '/updates', '/runs']) {
      await show(path);
      await page.getByTestId('empty').first().waitFor();
      expect(await barriers(page), path).toEqual([]);
    }
    for (const path of ['/overview', '/items', '/data', '/index']) {
      await show(path);
      await page.getByText('Nothing is served yet').first().waitFor();
    }
    await page.goto(`${server.url}/#/no-such-screen`);
    await page.getByText('There is no such screen').waitFor();
    await close();
  });
});
