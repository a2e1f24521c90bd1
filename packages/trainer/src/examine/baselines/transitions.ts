import { userBlocks } from '@twotower/features';
import type { PositiveSource } from '../../prepare/positives.ts';
import type { Scorer } from '../scorer.ts';
import type { SparseRows } from './distinct-pairs.ts';

/**
 * A first-order Markov chain: an item's score is how often it came next after the user's last item, in all training
 * histories: `n(last -> j)`. Popularity, scaled down below one transition, breaks ties and serves users without
 * history. Source: Shani, Heckerman and Brafman 2005, with n = 1. Memory: at most 16 bytes a positive.
 *
 * @param positives each user's in time order, or in the order of rows where there are no times
 */
export function transitionsScorer(positives: PositiveSource, counts: Float64Array): Scorer {
  const items = counts.length;
  const next = countTransitions(positives, items);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const floor = Float32Array.from(counts, (count) => count / (most + 1));
  return {
    score({ users, history }, out) {
      for (let r = 0; r < users.length; r++) {
        const row = out.subarray(r * items, (r + 1) * items);
        row.set(floor);
        const end = history.ends[users[r]];
        if (end > history.starts[users[r]]) {
          const last = history.items[end - 1];
          for (let n = next.offsets[last]; n < next.offsets[last + 1]; n++) {
            row[next.columns[n]] += next.times[n];
          }
        }
      }
    },
  };
}

interface Transitions extends SparseRows {
  /** How often each column came next after its row. */
  readonly times: Int32Array;
}

function countTransitions(positives: PositiveSource, items: number): Transitions {
  const starts = new Int32Array(items + 1);
  forEachStep(positives, (from) => {
    starts[from + 1]++;
  });
  for (let i = 0; i < items; i++) {
    starts[i + 1] += starts[i];
  }
  const position = starts.slice(0, items);
  const all = new Int32Array(starts[items]);
  forEachStep(positives, (from, to) => {
    all[position[from]++] = to;
  });

  // Equal ones side by side, then each once with its number, written over those already read.
  const offsets = new Int32Array(items + 1);
  const times = new Int32Array(all.length);
  let length = 0;
  for (let i = 0; i < items; i++) {
    const row = all.subarray(starts[i], starts[i + 1]).sort();
    for (let p = 0; p < row.length; p++) {
      if (p === 0 || row[p] !== all[length - 1]) {
        all[length++] = row[p];
      }
      times[length - 1]++;
    }
    offsets[i + 1] = length;
  }
  return { offsets, columns: all.slice(0, length), times: times.slice(0, length) };
}

function forEachStep(positives: PositiveSource, visit: (from: number, to: number) => void): void {
  for (const { events } of userBlocks(positives)) {
    for (let e = 1; e < events.length; e++) {
      if (events.user[e] === events.user[e - 1]) {
        visit(events.item[e - 1], events.item[e]);
      }
    }
  }
}
