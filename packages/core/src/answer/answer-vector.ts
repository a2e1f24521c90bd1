import type { AnswerSource } from './answer-source.ts';

/** What answers need of the items. */
export interface AnswerItems {
  readonly dim: number;
  /** The item tower's unit vectors `[items * dim]`. */
  readonly vectors: Float32Array;
  /** `[items]`, 1 where anything is known of the item. */
  readonly told: Uint8Array;
  /** `[items]` training positives. */
  readonly counts: Float64Array;
}

/** How a user's vector comes to be. */
export interface AnswerForm {
  /** Whether the user tower has read items of the history. */
  readonly readsHistory: boolean;
  /** How much of the history's items is added; 0: nothing. */
  readonly aggregation: number;
}

/**
 * Makes what the user tower gave, a unit vector `[dim]`, in place the vector by which the user is answered, again of length 1. Examination and
 * server both call it.
 *
 * A session of which the tower has read nothing is the mean of its items' own vectors. With aggregation a, the user gets
 * `u + a sum_i v_i / sqrt(d_u d_i)` over the history's items: d_u their number, d_i the item's training positives. (One step of LightGCN's
 * propagation after training, as in TAG-CF, arXiv:2404.08660.)
 *
 * @param history places in `items`, equal ones as often as they occur; those of which nothing is known do not count
 */
export function answerVector(
  encoded: Float32Array,
  source: AnswerSource,
  history: Int32Array,
  items: AnswerItems,
  { readsHistory, aggregation }: AnswerForm,
): Float32Array {
  const known = history.filter((item) => items.told[item] === 1);
  if (source === 'session' && !readsHistory) {
    encoded.fill(0);
    for (const item of known) addItem(encoded, items, item, 1);
    normalise(encoded);
  }
  if (aggregation !== 0 && known.length > 0) {
    for (const item of known) {
      addItem(encoded, items, item, aggregation / Math.sqrt(known.length * Math.max(1, items.counts[item])));
    }
    normalise(encoded);
  }
  return encoded;
}

function addItem(to: Float32Array, { dim, vectors }: AnswerItems, item: number, weight: number): void {
  for (let c = 0; c < dim; c++) to[c] += weight * vectors[item * dim + c];
}

function normalise(vector: Float32Array): void {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 1e-12));
  for (let c = 0; c < vector.length; c++) vector[c] /= length;
}
