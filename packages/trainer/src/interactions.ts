import type { Dataset } from '@twotower/features';

/** Positive events as parallel columns, in time order. */
export interface Positives {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
  readonly weight: Float32Array;
}

/** Items by user, in time order: user u owns `items[offsets[u]]` to `items[offsets[u + 1]]`. */
export interface ItemsByUser {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** The positives of one or several datasets over the same entities, one after the other. */
export async function collectPositives(...datasets: readonly Dataset[]): Promise<Positives> {
  const capacity = datasets.reduce((sum, dataset) => sum + dataset.length, 0);
  const user = new Int32Array(capacity);
  const item = new Int32Array(capacity);
  const weight = new Float32Array(capacity);
  let length = 0;
  for (const dataset of datasets) {
    for await (const block of dataset.blocks()) {
      for (let r = 0; r < block.length; r++) {
        if (block.positive[r] === 1) {
          user[length] = block.user[r];
          item[length] = block.item[r];
          weight[length] = block.weight[r];
          length++;
        }
      }
    }
  }
  return {
    length,
    user: user.slice(0, length),
    item: item.slice(0, length),
    weight: weight.slice(0, length),
  };
}

/** Groups positives by user with a counting sort, which keeps their order. */
export function groupByUser(
  users: number,
  positives: Pick<Positives, 'length' | 'user' | 'item'>,
): ItemsByUser {
  const offsets = new Int32Array(users + 1);
  for (let e = 0; e < positives.length; e++) {
    offsets[positives.user[e] + 1]++;
  }
  for (let u = 0; u < users; u++) {
    offsets[u + 1] += offsets[u];
  }
  const next = offsets.slice(0, users);
  const items = new Int32Array(positives.length);
  for (let e = 0; e < positives.length; e++) {
    items[next[positives.user[e]]++] = positives.item[e];
  }
  return { offsets, items };
}

/** How often each item is a positive: `[items]`. */
export function countItems(items: number, positives: Pick<Positives, 'length' | 'item'>): Float64Array {
  const counts = new Float64Array(items);
  for (let e = 0; e < positives.length; e++) {
    counts[positives.item[e]]++;
  }
  return counts;
}
