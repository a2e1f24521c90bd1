import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { twotower } from './command.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/custom-loss/', import.meta.url));
let folder: string;

beforeAll(async () => {
  // Beside the example, so that its imports resolve.
  folder = await mkdtemp(join(EXAMPLE, '.test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the example with a loss and negatives of its own trains and beats popularity', async () => {
  await cp(join(EXAMPLE, 'twotower.config.ts'), join(folder, 'twotower.config.ts'));
  const sizes = ['--users', '400', '--items', '500', '--events', '50000', '--days', '7', '--seed', '2'];
  const simulated = await twotower(['simulate', '--out', join(folder, 'log'), ...sizes], tmpdir());
  expect(simulated.code, simulated.stderr).toBe(0);
  const { code, stdout, stderr } = await twotower(['experiment', '--json'], folder);
  expect(code, stderr).toBe(0);
  const { metrics, baselines } = JSON.parse(stdout);
  expect(metrics['ndcg@20']).toBeGreaterThan(baselines.popularity['ndcg@20']);
}, 120_000);
