import type { Dataset } from '@twotower/features';
import type { ReadSummary } from './read-summary.ts';

/** What there is to know about a log before training on it. */
export interface Inspection {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly repeated: number;
  readonly rejectReasons: Readonly<Record<string, number>>;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly users: number;
  readonly items: number;
  readonly positives: number;
  /** Share of all user-item pairs that occur among the positives. */
  readonly density: number;
  readonly types: Readonly<Record<string, number>>;
  /** ISO times of the first and last event; absent where the log has no times. */
  readonly time?: { readonly unit: string; readonly first: string; readonly last: string };
  readonly popularity: {
    /** Positives of items by rank, `[40]`: the mean over 40 stretches of the ranking, most popular first. */
    readonly curve: readonly number[];
    /** Share of the positives that falls on the most popular tenth of the items. */
    readonly topTenth: number;
    /** Items without a positive. */
    readonly withoutPositives: number;
  };
  /** Positives of a user, over users with any. */
  readonly history: {
    readonly min: number;
    readonly p25: number;
    readonly p50: number;
    readonly p75: number;
    readonly p95: number;
    readonly max: number;
  };
  /** About what training needs at `dim` 64. */
  readonly memoryBytes: number;
}

/** Measures a dataset that was just read. */
export function inspectDataset(dataset: Dataset, summary: ReadSummary): Inspection {
  const { users, items } = dataset;
  const { user, item, time, positive, length } = dataset.description.events;
  const perUser = new Float64Array(users.ids.length);
  const perItem = new Float64Array(items.ids.length);
  const pairs = new Set<number>();
  let positives = 0;
  for (let i = 0; i < length; i++) {
    if (positive[i]) {
      positives++;
      perUser[user[i]]++;
      perItem[item[i]]++;
      pairs.add(user[i] * items.ids.length + item[i]);
    }
  }
  const ranked = perItem.sort().reverse();
  const tenth = ranked.subarray(0, Math.max(1, Math.ceil(ranked.length / 10)));
  const lengths = perUser.filter((count) => count > 0).sort();
  const quantile = (share: number) =>
    lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? 0;
  return {
    rows: summary.rows,
    accepted: summary.accepted,
    rejected: summary.rejected,
    duplicates: summary.duplicates,
    repeated: summary.repeated,
    rejectReasons: summary.rejectReasons,
    columns: summary.columns,
    users: users.ids.length,
    items: items.ids.length,
    positives,
    density: pairs.size / Math.max(1, users.ids.length * items.ids.length),
    types: summary.types,
    ...(summary.timeUnit &&
      length > 0 && {
        time: { unit: summary.timeUnit, first: isoTime(time[0]), last: isoTime(time[length - 1]) },
      }),
    popularity: {
      curve: stretches(ranked, Math.min(40, ranked.length)),
      topTenth: sum(tenth) / Math.max(1, positives),
      withoutPositives: ranked.length - ranked.findLastIndex((count) => count > 0) - 1,
    },
    history: {
      min: quantile(0),
      p25: quantile(0.25),
      p50: quantile(0.5),
      p75: quantile(0.75),
      p95: quantile(0.95),
      max: quantile(1),
    },
    memoryBytes: estimateMemory(length, users.ids.length, items.ids.length),
  };
}

/** Events take 26 bytes and a copy while they are cut; an ID's row 64 numbers, an accumulator and a vector. */
function estimateMemory(events: number, users: number, items: number): number {
  return events * 26 * 2 + (users + items) * (64 * 4 + 4 + 64) + items * 64 * 4;
}

function stretches(ranked: Float64Array, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * ranked.length) / count);
    const part = ranked.subarray(from, Math.max(from + 1, Math.floor(((i + 1) * ranked.length) / count)));
    return sum(part) / part.length;
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? `${milliseconds} ms` : date.toISOString();
}
