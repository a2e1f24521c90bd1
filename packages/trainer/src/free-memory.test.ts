import { expect, it } from 'vitest';
import { freeMemory } from './free-memory.ts';

const bytes = 200 * 2 ** 20;

function holdForAWhile(): number {
  new Uint8Array(new SharedArrayBuffer(bytes)).fill(1);
  return process.memoryUsage().rss;
}

it('gives back what is garbage where more is needed than is free', () => {
  const held = holdForAWhile();
  expect(freeMemory(Number.POSITIVE_INFINITY)).toBeGreaterThan(0);
  expect(held - process.memoryUsage().rss).toBeGreaterThan(bytes / 2);
});
