import type { Bag } from '@twotower/features';
import type { EmbeddingTable } from './embedding-table.ts';
import type { HistoryAttention } from './model.ts';
import { noRow } from './no-row.ts';

/**
 * Each entry's share of its record's pool, in the bag's order: `a_e = w_e e^{z_e} / sum w e^z`, `z_e = q . row_e + bias_k`, k the
 * entry's place counted from the record's last one (the latest event is 0), the oldest sharing the last bias. With q and
 * biases 0 it is the mean by the bag's weights w. Throws `CoreError` for a row the table does not have.
 */
export function attentionWeights(
  table: EmbeddingTable,
  { query, bias }: HistoryAttention,
  { offsets, rows, weights }: Bag,
  size: number,
): Float32Array {
  const { values, dim, rows: there } = table;
  const shares = new Float32Array(weights.length);
  for (let r = 0; r < size; r++) {
    const [start, end] = [offsets[r], offsets[r + 1]];
    let highest = Number.NEGATIVE_INFINITY;
    for (let e = start; e < end; e++) {
      if (rows[e] < 0 || rows[e] >= there) throw noRow(table, rows[e]);
      let z = bias[biasOf(end, e, bias.length)];
      const from = rows[e] * dim;
      for (let c = 0; c < dim; c++) z += query[c] * values[from + c];
      shares[e] = z;
      if (weights[e] > 0 && z > highest) highest = z;
    }
    let sum = 0;
    for (let e = start; e < end; e++) {
      shares[e] = weights[e] > 0 ? weights[e] * Math.exp(shares[e] - highest) : 0;
      sum += shares[e];
    }
    for (let e = start; e < end; e++) if (sum > 0) shares[e] /= sum;
  }
  return shares;
}

/** The bias of entry e in a record that ends before `end`. */
export function biasOf(end: number, e: number, length: number): number {
  return Math.min(end - 1 - e, length - 1);
}
