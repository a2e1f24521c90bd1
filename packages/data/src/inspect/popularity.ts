/** How the positives fall on the items. */
export interface Popularity {
  /** Mean positives of the items from one rank on to the next point's, most popular first; ranks grow by a factor. */
  readonly curve: readonly { readonly rank: number; readonly positives: number }[];
  /** Share of the positives that falls on the most popular tenth of the items. */
  readonly topTenth: number;
  /** Items without a positive. */
  readonly withoutPositives: number;
}

const points = 64;

/** @param perItem `[items]` positives of each */
export function popularityOf(perItem: Int32Array): Popularity {
  const ranked = perItem.slice().sort().reverse();
  const total = sum(ranked);
  const tenth = ranked.subarray(0, Math.max(1, Math.ceil(ranked.length / 10)));
  return {
    curve: logStretches(ranked.length).map(([from, to]) => ({
      rank: from + 1,
      positives: sum(ranked.subarray(from, to)) / (to - from),
    })),
    topTenth: sum(tenth) / Math.max(1, total),
    withoutPositives: ranked.length - 1 - ranked.findLastIndex((count) => count > 0),
  };
}

/** Stretches of ranks `[from, to)` of equal width on a log scale, none empty. */
function logStretches(items: number): [number, number][] {
  const edges = new Set<number>([0]);
  for (let i = 1; i <= points; i++) {
    edges.add(Math.round(Math.exp((i / points) * Math.log(items + 1)) - 1));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((to, i) => [sorted[i], to]);
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
