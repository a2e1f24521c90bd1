import { isDatable } from '@twotower/schema';
/** How many there were in each day, week or month, oldest first, empty ones included. */
export interface Timeline {
  readonly unit: 'day' | 'week' | 'month';
  readonly counts: readonly { readonly from: string; readonly positives: number }[];
}

const day = 86_400_000;
/** More of one unit are told by the next. */
const mostDays = 92;
const mostWeeks = 104;
/** Of months only the newest. */
const mostMonths = 240;

/** Counts times, and tells of them in the smallest unit that a chart has room for. */
export function positivesOverTime(): {
  /** @param time milliseconds since 1970; NaN for none */
  add(time: number): void;
  timeline(): Timeline | undefined;
} {
  const days = new Map<number, number>();
  return {
    add(time) {
      if (!isDatable(time)) return;
      const of = Math.floor(time / day);
      days.set(of, (days.get(of) ?? 0) + 1);
    },
    timeline: () => (days.size === 0 ? undefined : timelineOf(days)),
  };
}

function timelineOf(days: ReadonlyMap<number, number>): Timeline {
  const [first, last] = [...days.keys()].reduce(
    ([low, high], of) => [Math.min(low, of), Math.max(high, of)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const span = last - first + 1;
  if (span <= mostDays) return { unit: 'day', counts: stretches(days, first, 1, span) };
  const weeks = Math.ceil(span / 7);
  if (weeks <= mostWeeks) return { unit: 'week', counts: stretches(days, first, 7, weeks) };
  return { unit: 'month', counts: months(days).slice(-mostMonths) };
}

function stretches(days: ReadonlyMap<number, number>, first: number, length: number, count: number) {
  const sums = new Array<number>(count).fill(0);
  for (const [of, positives] of days) sums[Math.floor((of - first) / length)] += positives;
  return sums.map((positives, i) => ({
    from: new Date((first + i * length) * day).toISOString(),
    positives,
  }));
}

function months(days: ReadonlyMap<number, number>) {
  const sums = new Map<number, number>();
  for (const [of, positives] of days) {
    const date = new Date(of * day);
    const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
    sums.set(from, (sums.get(from) ?? 0) + positives);
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([from, positives]) => ({ from: new Date(from).toISOString(), positives }));
}
