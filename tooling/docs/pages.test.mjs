import { readFileSync } from 'node:fs';
import { configSchema } from '@twotower/schema';
import { expect, it } from 'vitest';
import { inRoot } from '../process/paths.mjs';
import { pages } from './pages.mjs';

const { environmentSchema: recall } = await import(/* @vite-ignore */ inRoot('apps/recall/src/settings.ts'));
const { settingsSchema: worker } = await import(/* @vite-ignore */ inRoot('apps/worker/src/settings.ts'));
const made = pages({ config: configSchema, recall, worker });

it.each(Object.keys(made))('%s is as the source says; else run: npx pnpm@10.34.8 pages', (path) => {
  expect(readFileSync(inRoot(path), 'utf8')).toBe(made[path]);
});

it('every key, every environment variable and every metric is told what it is', () => {
  for (const [path, text] of Object.entries(made)) {
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.length, path).toBeGreaterThan(12);
    for (const row of rows) expect(row, path).toMatch(/[a-z]{2,}[^|]* \|$/);
  }
});
