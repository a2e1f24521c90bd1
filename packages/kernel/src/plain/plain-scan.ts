import { placesABlock, type RowLayout, type RowScan, type RowSearch } from '../ranking.ts';
import { rankedTop } from './ranked-top.ts';
import { rowScore } from './row-score.ts';

/** A scan that scores every row it looks at. */
export function plainScan(vectors: Float32Array, dim: number, layout: RowLayout = {}): RowScan {
  const { order, bias } = layout;
  const rows = vectors.length / dim;
  const blocks = Math.ceil((order?.length ?? rows) / placesABlock);
  return {
    best(search) {
      for (let at = 0; at < search.count; at++) {
        const query = search.queries.subarray(at * dim, (at + 1) * dim);
        const top = rankedTop(search.k);
        for (const [from, to] of stretchesOf(search, at, blocks)) {
          const end = Math.min(to * placesABlock, order?.length ?? rows);
          for (let place = from * placesABlock; place < end; place++) {
            const row = order === undefined ? place : order[place];
            if (row < 0 || !isAllowed(search.allowed, row)) continue;
            const score = rowScore(vectors, row * dim, query, bias?.[row]);
            if (top.takes(row, score)) top.put(row, score);
          }
        }
        top.write(search.rows, search.scores, at * search.k);
      }
    },
    withBias: (other) => plainScan(vectors, dim, { order, bias: other }),
  };
}

function isAllowed(allowed: Uint32Array | undefined, row: number): boolean {
  return allowed === undefined || ((allowed[row >> 5] >> (row & 31)) & 1) === 1;
}

function* stretchesOf({ stretches }: RowSearch, at: number, blocks: number): Generator<[number, number]> {
  if (stretches === undefined) {
    yield [0, blocks];
    return;
  }
  for (let s = stretches.offsets[at]; s < stretches.offsets[at + 1]; s++) {
    yield [stretches.blocks[2 * s], stretches.blocks[2 * s + 1]];
  }
}
