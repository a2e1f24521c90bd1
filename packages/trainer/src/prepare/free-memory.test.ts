import { freemem, totalmem } from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { freeMemory } from './free-memory.ts';

afterEach(() => void vi.restoreAllMocks());

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

it('is what the container leaves beside this process, where it has a limit', () => {
  const limit = Math.min(2 ** 30, freemem());
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(limit);
  vi.spyOn(process.memoryUsage, 'rss').mockReturnValue(2 ** 28);
  expect(freeMemory(0)).toBe(limit - 2 ** 28);
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(2 ** 63);
  expect(freeMemory(0)).toBeLessThanOrEqual(totalmem());
});
