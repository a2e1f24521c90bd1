import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  itemKnnScorer,
  popularityScorer,
  positivesFrom,
  type Scorer,
  topK,
  UserRuns,
} from '@twotower/trainer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, launchBrowser } from './browser.ts';
import { type Click, cutLog } from './click-log.ts';
import { type Running, startRecall, twotower } from './command.ts';
import { freePort } from './free-port.ts';

let folder: string;
let url: string;
let server: Running;
let past: Click[];
let future: Click[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-e2e-'));
  const log = join(folder, 'log');
  const simulated = await twotower(
    [
      'simulate',
      '--out',
      log,
      '--users',
      '800',
      '--items',
      '800',
      '--events',
      '150000',
      '--days',
      '14',
      '--seed',
      '5',
    ],
    folder,
  );
  expect(simulated.code, simulated.stderr).toBe(0);
  ({ past, future } = await cutLog(log, 0.1));
  const trained = await twotower(
    ['train', '--promote', '--config', join(log, 'twotower.config.yaml'), '--store', join(folder, 'store')],
    folder,
  );
  expect(trained.code, trained.stdout + trained.stderr).toBe(0);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = startRecall(join(folder, 'store'), port);
  await server.sees(new RegExp(`:${port}`));
}, 240_000);

afterAll(async () => {
  server?.child.kill('SIGTERM');
  await server?.finished;
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly bundleId: string;
  readonly source: string;
  readonly items: readonly { readonly itemId: string; readonly score: number }[];
}

async function post(path: string, body: unknown): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

/** New clicks of known users: what they had not clicked before. */
function newClicks(): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>();
  for (const { user, item } of past) {
    seen.set(user, (seen.get(user) ?? new Set()).add(item));
  }
  const tests = new Map<string, Set<string>>();
  for (const { user, item } of future) {
    if (seen.has(user) && !seen.get(user)?.has(item)) {
      tests.set(user, (tests.get(user) ?? new Set()).add(item));
    }
  }
  return tests;
}

function meanRecall(tests: Map<string, Set<string>>, answers: Map<string, readonly string[]>): number {
  let sum = 0;
  for (const [user, items] of tests) {
    sum += (answers.get(user) ?? []).filter((item) => items.has(item)).length / items.size;
  }
  return sum / tests.size;
}

/** A baseline's top 20 for each user, without what the user has clicked. */
function baseline(users: readonly string[], fit: 'popularity' | 'item-knn'): Map<string, readonly string[]> {
  const itemIds = [...new Set(past.map((click) => click.item))];
  const itemRow = new Map(itemIds.map((id, i) => [id, i]));
  const byUser = new Map<string, Click[]>();
  for (const click of past) {
    byUser.set(click.user, [...(byUser.get(click.user) ?? []), click]);
  }
  const lists = [...byUser.values()].map((clicks) => clicks.map(({ item }) => itemRow.get(item) ?? -1));
  const userRow = new Map([...byUser.keys()].map((id, u) => [id, u]));
  const counts = new Float64Array(itemIds.length);
  for (const item of lists.flat()) {
    counts[item]++;
  }
  const positives = positivesFrom(lists);
  const scorer: Scorer = fit === 'popularity' ? popularityScorer(counts) : itemKnnScorer(positives, counts);
  const history = new UserRuns(lists.length).of(positives.readUsers(0, lists.length));
  const scores = new Float32Array(itemIds.length);
  const top = new Int32Array(20);
  return new Map(
    users.map((user) => {
      const row = userRow.get(user) ?? -1;
      scorer.score({ users: Int32Array.of(row), history }, scores);
      for (const item of lists[row]) {
        scores[item] = Number.NEGATIVE_INFINITY;
      }
      const found = topK(scores, 20, top);
      return [user, [...top.subarray(0, found)].map((item) => itemIds[item])];
    }),
  );
}

describe('from a click log to answered recalls', () => {
  it('recommends better than popularity and item-kNN to known users, over HTTP', async () => {
    const tests = newClicks();
    const users = [...tests.keys()];
    expect(users.length).toBeGreaterThan(100);
    const answers = new Map<string, readonly string[]>();
    for (const userId of users) {
      const { status, body } = await post('/v1/recall', { userId, k: 20, excludeSeen: true });
      expect(status).toBe(200);
      expect(body.source).toBe('model');
      answers.set(
        userId,
        body.items.map((item) => item.itemId),
      );
    }
    const model = meanRecall(tests, answers);
    const popularity = meanRecall(tests, baseline(users, 'popularity'));
    const itemKnn = meanRecall(tests, baseline(users, 'item-knn'));
    console.log(
      `recall@20 of ${users.length} known users: two-tower ${model.toFixed(4)}, ` +
        `item-kNN ${itemKnn.toFixed(4)}, popularity ${popularity.toFixed(4)}`,
    );
    expect(model).toBeGreaterThan(popularity);
    expect(model).toBeGreaterThan(itemKnn);
  });

  it('answers the command line and the server alike', async () => {
    const [userId] = newClicks().keys();
    const { body } = await post('/v1/recall', { userId, k: 5 });
    const command = await twotower(
      ['recall', '--user', userId, '-k', '5', '--store', join(folder, 'store'), '--json'],
      folder,
    );
    expect(command.code, command.stderr).toBe(0);
    expect(JSON.parse(command.stdout).items).toEqual(body.items);
    const history = body.items.slice(0, 2).map((item) => item.itemId);
    const session = await post('/v1/recall', { history, k: 5 });
    const asked = await twotower(
      ['recall', '--history', history.join(','), '-k', '5', '--store', join(folder, 'store'), '--json'],
      folder,
    );
    expect(JSON.parse(asked.stdout)).toMatchObject({ source: 'session', items: session.body.items });
  });

  it('serves people it has never seen', async () => {
    const { body } = await post('/v1/recall', { userId: 'nobody', k: 3 });
    expect(body.source).toBe('popularity');
    expect(body.items).toHaveLength(3);
    const session = await post('/v1/recall', { history: body.items.map((item) => item.itemId), k: 3 });
    expect(session.body.source).toBe('session');
  });

  it.skipIf(!browserPath)('shows in a browser what is served and what a user gets', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(url);
      const bundleId = await page.getByTestId('overview-bundle-id').textContent({ timeout: 20_000 });
      const { body } = await post('/v1/recall', { userId: 'nobody', k: 1 });
      expect(bundleId).toContain(body.bundleId);
      expect(await page.getByTestId('metric-recall@20').first().textContent()).toMatch(/\d/);

      const [userId] = newClicks().keys();
      await page.goto(`${url}/#/playground`);
      await page.getByTestId('user-picker').fill(userId);
      await page.getByTestId('user-picker').press('Enter');
      await page.getByTestId('recommendation').first().waitFor({ timeout: 20_000 });
      await page.getByTestId('history-item').first().waitFor({ timeout: 20_000 });
      const shown = await page
        .getByTestId('recommendation')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item-id')));
      const answer = await post('/v1/recall', { userId, k: shown.length });
      expect(shown).toEqual(answer.body.items.map((item) => item.itemId));
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
