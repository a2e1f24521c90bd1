import { buildIndex, RowSet } from '@twotower/index';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { nearestItems } from './answer-recall.ts';
import { Catalogue } from '../items/catalogue.ts';

const { schema } = parseConfig({
  schema: { user: { id: 'user' }, item: { id: 'item' } },
  data: { events: 'log.csv' },
});
const items = {
  ids: ['a', 'b', 'c', 'd', 'e'],
  columns: {},
  popularity: Float64Array.of(1, 9, 3, 8, 2),
};
/** Of `b` and `d`, the best for the query, nothing is known. */
const told = Uint8Array.of(1, 0, 1, 0, 1);
const query = Float32Array.of(1, 0);
const index = await buildIndex(Float32Array.of(0.1, 0, 0.8, 0, 0.3, 0, 0.9, 0, 0.2, 0), 2, { kind: 'exact' });

function nearest(k: number, accept?: RowSet): string[] {
  const catalogue = new Catalogue(items, schema.item, { told });
  return nearestItems({ catalogue }, index, query, k, accept).map(({ itemId }) => itemId);
}

describe('items of which nothing is known', () => {
  it('come behind all others, by score', () => {
    expect(nearest(5)).toEqual(['c', 'e', 'a', 'd', 'b']);
    expect(nearest(4)).toEqual(['c', 'e', 'a', 'd']);
    expect(nearest(2)).toEqual(['c', 'e']);
  });

  it('fill up what a filter leaves', () => {
    const accept = RowSet.of(5, (row) => row !== 2 && row !== 3);
    expect(nearest(5, accept)).toEqual(['e', 'a', 'b']);
    expect(
      nearest(
        1,
        RowSet.of(5, (row) => told[row] === 0),
      ),
    ).toEqual(['d']);
    expect(nearest(5, RowSet.none(5))).toEqual([]);
  });

  it('are the least popular, whatever was counted', () => {
    const { byPopularity } = new Catalogue(items, schema.item, { told });
    expect(Array.from(byPopularity, (row) => items.ids[row])).toEqual(['c', 'e', 'a', 'b', 'd']);
  });
});

describe('a prior', () => {
  it('is how popular items are', () => {
    const prior = Float32Array.of(1, 0.5, 0.25, 0.125, 0.0625).map(Math.log);
    const catalogue = new Catalogue(items, schema.item, { prior });
    expect(Array.from(catalogue.byPopularity)).toEqual([0, 1, 2, 3, 4]);
    expect(catalogue.popularityShare(2)).toBeCloseTo(0.25, 6);
  });
});
