import { SamplingError } from './error.ts';
import type { ItemFrequency } from './item-frequency.ts';
import type { NegativeSource } from './negative-source.ts';

export interface VectorQueueOptions {
  /** How many past vectors are kept. Too few adds little to the batch; too many are too old to be right. */
  readonly capacity: number;
  readonly dim: number;
  /** Pushes to let pass before any is kept: early vectors move too fast to be reused. */
  readonly warmUp: number;
  /** How often an item is a positive: past batches hold items as the present one does. */
  readonly frequency: ItemFrequency;
}

/** What a queue holds, enough to go on with after a restart. */
export interface VectorQueueState {
  /** `[size]`, by place in the ring, as `fill` gives them. */
  readonly items: Int32Array;
  /** `[size, dim]` */
  readonly vectors: Float32Array;
  /** The place that is written next. */
  readonly next: number;
  readonly pushes: number;
}

/** A source of negatives that costs no item tower: vectors of past batches, constants without a gradient. */
export interface VectorQueue extends NegativeSource {
  readonly kind: 'queue';
  readonly size: number;
  /** After a step: the batch's positives `[n]` and their vectors `[n, dim]`. The oldest make room. */
  push(items: Int32Array, vectors: Float32Array): void;
  /** `[size, dim]`, a view in the order of `fill`; the next push changes it. */
  vectors(): Float32Array;
  state(): VectorQueueState;
}

/**
 * Cross-batch negatives: a ring buffer of items and their vectors. Source: Wang et al. 2021 (CBNS).
 *
 * @throws SamplingError where capacity or dim is no positive integer, or what is pushed does not fit them
 */
export function vectorQueue(options: VectorQueueOptions, state?: VectorQueueState): VectorQueue {
  const { capacity, dim, warmUp, frequency } = options;
  if (!Number.isInteger(capacity) || capacity < 1 || !Number.isInteger(dim) || dim < 1) {
    throw new SamplingError(`queue of vectors needs capacity >= 1 and dim >= 1, got ${capacity} and ${dim}`);
  }
  const items = new Int32Array(capacity);
  const rows = new Float32Array(capacity * dim);
  let next = 0;
  let size = 0;
  let pushes = 0;

  const append = (newItems: Int32Array, newRows: Float32Array): void => {
    if (newRows.length !== newItems.length * dim) {
      throw new SamplingError(
        `queue of vectors: ${newItems.length} items with ${newRows.length} numbers, expected ${newItems.length} x ${dim}`,
      );
    }
    for (let i = Math.max(0, newItems.length - capacity); i < newItems.length; i++) {
      items[next] = newItems[i];
      rows.set(newRows.subarray(i * dim, (i + 1) * dim), next * dim);
      next = (next + 1) % capacity;
      size = Math.min(size + 1, capacity);
    }
  };
  if (state) {
    if (state.items.length > capacity || state.vectors.length !== state.items.length * dim) {
      throw new SamplingError(
        `queue of vectors: a state of ${state.items.length} items and ${state.vectors.length} numbers, for a capacity of ${capacity} and dim ${dim}; use the options it was saved with`,
      );
    }
    items.set(state.items);
    rows.set(state.vectors);
    size = state.items.length;
    next = state.next % capacity;
    pushes = state.pushes;
  }

  return {
    kind: 'queue',
    get size() {
      return size;
    },
    draws: () => size,
    share: () => size,
    fill: (out) => out.set(items.subarray(0, size)),
    probability: (item) => frequency.probability(item),
    vectors: () => rows.subarray(0, size * dim),
    push(newItems, newRows) {
      pushes++;
      if (pushes > warmUp) append(newItems, newRows);
    },
    state: () => ({
      items: items.slice(0, size),
      vectors: rows.slice(0, size * dim),
      next,
      pushes,
    }),
  };
}
