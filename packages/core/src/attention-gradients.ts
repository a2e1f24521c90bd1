import type { Bag } from '@twotower/features';
import { biasOf } from './attention.ts';
import type { EmbeddingTable } from './embedding-table.ts';
import type { HistoryAttention } from './model.ts';

export interface AttentionGradients {
  /** By each entry's logit, in the bag's order: what its row gets of the query, beside its share of the record's gradient. */
  readonly logits: Float32Array;
  /** `[dim]` */
  readonly query: Float32Array;
  /** `[length]` */
  readonly bias: Float32Array;
}

/**
 * From the gradient g of each record's pool `p = sum a_e row_e`, at `r * stride + offset`, with the bag's weights the shares a of
 * `attentionWeights`: `dz_e = a_e (g . row_e - g . p)`, `dq = sum dz_e row_e`, `dbias_k = sum dz_e`. Rows must be as they were then.
 */
export function attentionGradients(
  table: EmbeddingTable,
  attention: HistoryAttention,
  { offsets, rows, weights: shares }: Bag,
  size: number,
  gradient: Float32Array,
  stride: number,
  offset: number,
): AttentionGradients {
  const { values, dim } = table;
  const logits = new Float32Array(shares.length);
  const query = new Float32Array(dim);
  const bias = new Float32Array(attention.bias.length);
  for (let r = 0; r < size; r++) {
    const from = r * stride + offset;
    const [start, end] = [offsets[r], offsets[r + 1]];
    let mean = 0;
    for (let e = start; e < end; e++) {
      let along = 0;
      for (let c = 0; c < dim; c++) along += gradient[from + c] * values[rows[e] * dim + c];
      logits[e] = along;
      mean += shares[e] * along;
    }
    for (let e = start; e < end; e++) {
      logits[e] = shares[e] * (logits[e] - mean);
      bias[biasOf(end, e, bias.length)] += logits[e];
      for (let c = 0; c < dim; c++) query[c] += logits[e] * values[rows[e] * dim + c];
    }
  }
  return { logits, query, bias };
}
