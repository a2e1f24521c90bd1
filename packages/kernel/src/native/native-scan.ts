import { placesABlock, type RowLayout, type RowScan } from '../ranking.ts';
import type { Addon, PackedRows } from './addon.ts';

/** Rows in bytes beside their floats, scanned by the addon. */
export function nativeScan(
  addon: Addon,
  vectors: Float32Array,
  dim: number,
  { order, bias }: RowLayout = {},
): RowScan {
  const rows = vectors.length / dim;
  const places = Math.ceil((order?.length ?? rows) / placesABlock) * placesABlock;
  const packed: PackedRows = {
    vectors,
    order,
    rows,
    places,
    dim,
    // Room to begin at a cache line.
    codes: new Uint8Array(places * 4 * Math.ceil(dim / 4) + 63),
    scales: new Float32Array(places),
    bounds: new Float32Array(places / 8),
  };
  return overPacked(addon, packed, addon.packRows(packed), bias);
}

function overPacked(
  addon: Addon,
  packed: PackedRows,
  largestNorm: number,
  bias: Float32Array | undefined,
): RowScan {
  const biases = bias && byPlace(bias, packed);
  const largestBias = biases?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
  return {
    best: ({ stretches, ...search }) =>
      addon.scanRows({
        ...packed,
        largestNorm,
        largestBias,
        bias: biases,
        ...search,
        stretchOffsets: stretches?.offsets,
        stretches: stretches?.blocks,
        ranking: search.rows,
        // `rows` is how many there are here.
        rows: packed.rows,
      }),
    withBias: (other) => overPacked(addon, packed, largestNorm, other),
  };
}

function byPlace(bias: Float32Array, { order, rows, places }: PackedRows): Float32Array {
  const biases = new Float32Array(places);
  for (let place = 0; place < places; place++) {
    const row = order === undefined ? place : order[place];
    if (row >= 0 && row < rows) biases[place] = bias[row];
  }
  return biases;
}
