import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { describeMemory, memoryNeeds, requireMemory } from './memory-needs.ts';

const config = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' } },
  data: { events: 'log.csv' },
  model: { dim: 64 },
});
const millions = {
  items: 1_000_000,
  fitted: {
    tables: [
      { name: 'user-ids', rows: 4_000_000 },
      { name: 'item-ids', rows: 1_000_000 },
    ],
  },
  positives: { length: 10_000_000 },
  encodedContext: { encoders: [], bags: [] },
} as unknown as Parameters<typeof memoryNeeds>[1];

const alone = { workers: 1, validated: true, byKernel: false };

describe('the memory that training needs', () => {
  it('is a row, accumulator and a stamp an ID, 264 bytes at dim 64, and a copy of the rows to keep the best', () => {
    const { tables, 'best weights': best } = memoryNeeds(config, millions, alone);
    expect(tables).toBe(5_000_000 * 264);
    expect(best).toBe(5_000_000 * 256);
    expect(memoryNeeds(config, millions, { ...alone, validated: false })['best weights']).toBe(0);
  });

  it('grows with threads, but not with a log beyond the window', () => {
    const one = memoryNeeds(config, millions, alone);
    const two = memoryNeeds(config, millions, { ...alone, workers: 2 });
    expect(two.threads).toBeGreaterThan(one.threads);
    expect(two.tables).toBe(one.tables);
    const longer = { ...millions, positives: { ...millions.positives, length: 1e9 } };
    expect(memoryNeeds(config, longer, { ...alone, workers: 2 })).toEqual(two);
  });

  it('has no matrix of scores where the kernel does the steps, so that a whole catalogue may be compared with', () => {
    const whole = { ...config, negatives: [{ kind: 'in-batch' as const }, { kind: 'all' as const }] };
    expect(memoryNeeds(whole, millions, alone).batches).toBeGreaterThan(10 * 2 ** 30);
    expect(memoryNeeds(whole, millions, { ...alone, byKernel: true }).batches).toBeLessThan(2 ** 30);
  });

  it('is refused with its parts and the mend where it is not there', () => {
    const needs = memoryNeeds(config, millions, { ...alone, workers: 2 });
    expect(() => requireMemory(needs, 2 ** 31, config)).toThrow(
      /^training needs about \d\.\d GiB of memory more, 2\.0 GiB free \(tables 1\.2 GiB, best weights 1\.2 GiB, .*lower model\.dim \(now 64\)/,
    );
    expect(() => requireMemory(needs, 2 ** 34, config)).not.toThrow();
    expect(describeMemory(needs, 2 ** 34)).toMatch(/^\d\.\d GiB of memory more, 16\.0 GiB free$/);
  });
});
