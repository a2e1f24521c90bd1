import { describe, expect, it } from 'vitest';
import { type Dataset, type EventColumns, memoryDataset, openDataset } from './dataset.ts';

const dataset = memoryDataset({
  users: { ids: ['ann', 'bob'], columns: { age: [31, null] } },
  items: { ids: ['Alien'], columns: {} },
  types: ['click'],
  events: {
    length: 3,
    user: Int32Array.of(0, 1, 0),
    item: Int32Array.of(0, 0, 0),
    time: Float64Array.of(1, 2, 3),
    weight: Float32Array.of(1, 1, 0.5),
    type: Uint8Array.of(0, 0, 0),
    positive: Uint8Array.of(1, 0, 1),
  },
});

async function blocksOf({ blocks }: Dataset, rows?: number): Promise<EventColumns[]> {
  const out: EventColumns[] = [];
  for await (const block of blocks(rows)) {
    out.push(block);
  }
  return out;
}

describe('memoryDataset', () => {
  it('streams its events in order, in blocks of at most the rows asked for', async () => {
    const blocks = await blocksOf(dataset, 2);
    expect(blocks.map(({ length }) => length)).toEqual([2, 1]);
    expect(blocks.map(({ user, time }) => [[...user], [...time]])).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [[0], [3]],
    ]);
  });

  it('is the same when opened from a clone of its description, as in a worker thread', async () => {
    const opened = openDataset(structuredClone(dataset.description));
    expect(opened.length).toBe(3);
    expect([opened.users, opened.items, opened.types]).toEqual([dataset.users, dataset.items, dataset.types]);
    expect(await blocksOf(opened)).toEqual(await blocksOf(dataset));
  });
});
