import { placesABlock, type RowLayout, type RowScan } from '../ranking.ts';
import type { Addon, PackedRows, PackedSearch } from './addon.ts';

/** Rows in bytes beside their floats, scanned by the addon. */
export function nativeScan(
  addon: Addon,
  vectors: Float32Array,
  dim: number,
  { order, bias, packed: made }: RowLayout = {},
): RowScan {
  const rows = vectors.length / dim;
  const places = Math.ceil((order?.length ?? rows) / placesABlock) * placesABlock;
  const packed: PackedRows = {
    vectors,
    order,
    rows,
    places,
    dim,
    ...(made ?? {
      // Room to begin at a cache line.
      codes: new Uint8Array(places * 4 * Math.ceil(dim / 4) + 63),
      scales: new Float32Array(places),
      bounds: new Float32Array(places / 8),
    }),
  };
  return overPacked(addon, packed, made?.largestNorm ?? addon.packRows(packed), bias);
}

function overPacked(
  addon: Addon,
  packed: PackedRows,
  largestNorm: number,
  bias: Float32Array | undefined,
): RowScan {
  const biases = bias && byPlace(bias, packed);
  const largestBias = biases?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? 0;
  const { codes, scales, bounds } = packed;
  // One object of one shape for all calls, as making another each time costs more than a short search.
  const search: PackedSearch = {
    ...packed,
    largestNorm,
    largestBias,
    bias: biases,
    ...nothingAsked,
  };
  return {
    packed: { codes, scales, bounds, largestNorm },
    best({ queries, count, k, threads, allowed, stretches, rows, scores }) {
      search.queries = queries;
      search.count = count;
      search.k = k;
      search.threads = threads;
      search.allowed = allowed;
      search.stretchOffsets = stretches?.offsets;
      search.stretches = stretches?.blocks;
      search.ranking = rows;
      search.scores = scores;
      addon.scanRows(search);
    },
    withBias: (other) => overPacked(addon, packed, largestNorm, other),
  };
}

const nothingAsked = {
  queries: new Float32Array(0),
  count: 0,
  k: 0,
  threads: 1,
  allowed: undefined,
  stretchOffsets: undefined,
  stretches: undefined,
  ranking: new Int32Array(0),
  scores: new Float32Array(0),
};

function byPlace(bias: Float32Array, { order, rows, places }: PackedRows): Float32Array {
  const biases = new Float32Array(places);
  for (let place = 0; place < places; place++) {
    const row = order === undefined ? place : order[place];
    if (row >= 0 && row < rows) biases[place] = bias[row];
  }
  return biases;
}
