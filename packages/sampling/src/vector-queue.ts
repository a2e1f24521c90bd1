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
  /** `[size]`, oldest first. */
  readonly items: Int32Array;
  /** `[size, dim]` */
  readonly vectors: Float32Array;
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
    append(state.items, state.vectors);
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
    state() {
      const from = size < capacity ? 0 : next;
      return {
        items: Int32Array.from({ length: size }, (_, i) => items[(from + i) % capacity]),
        vectors: joined(rows.subarray(from * dim, size * dim), rows.subarray(0, from * dim)),
        pushes,
      };
    },
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const all = new Float32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
