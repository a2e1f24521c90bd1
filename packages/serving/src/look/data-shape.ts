import { setImmediate } from 'node:timers/promises';
import type { Asked } from '../answer/asked.ts';
import type { ServedBundle } from '../state/served-bundle.ts';
import { positivesOverTime, type Timeline } from './timeline.ts';

/** How what a bundle learnt from looks. */
export interface BundleShape {
  readonly positives: number;
  /** Absent where the log had no times. */
  readonly timeline?: Timeline;
  /** Of some ranks, from the most popular item on. */
  readonly popularity: readonly { readonly rank: number; readonly positives: number }[];
  /** Share of all positives on the most popular hundredth of the items. */
  readonly topShare: number;
  /** Items without a positive. */
  readonly untouched: number;
  /** Users with `from` to `to` positives; in powers of two. */
  readonly histories: readonly { readonly from: number; readonly to: number; readonly users: number }[];
  readonly columns: readonly { readonly name: string; readonly filled: number }[];
}

/** Days of the newer events, oldest first. */
export interface LiveDay {
  /** ISO 8601. */
  readonly day: string;
  readonly type: string;
  readonly events: number;
}

const day = 86_400_000;
/** Users and items that are looked at before others have their turn. */
const inOneGo = 20_000;
/** Ranks that stand for the popularity of all. */
const ranks = 60;

const shapes = new WeakMap<ServedBundle, Promise<BundleShape>>();

/** The shape of the bundle that is served; worked out once a bundle. */
export function bundleShape({ state: { base } }: Asked): Promise<BundleShape> {
  const known = shapes.get(base) ?? shapeOf(base);
  shapes.set(base, known);
  return known;
}

/** Events that came in and that the bundle has not learnt, by day and type; past so many types only the most frequent. */
export function liveDays({ events, rules }: Asked, most = 200): LiveDay[] {
  const counts = new Map<string, { time: number; type: string; events: number }>();
  for (const event of events.all()) {
    if (rules.isCovered(event)) continue;
    const time = Math.floor(event.time / day) * day;
    const key = `${time} ${event.type}`;
    const known = counts.get(key) ?? { time, type: event.type, events: 0 };
    known.events++;
    counts.set(key, known);
  }
  return [...counts.values()]
    .filter(({ time }) => !Number.isNaN(new Date(time).getTime()))
    .sort((a, b) => b.events - a.events)
    .slice(0, most)
    .sort((a, b) => a.time - b.time || b.events - a.events)
    .map(({ time, type, events: count }) => ({ day: new Date(time).toISOString(), type, events: count }));
}

async function shapeOf({ counts, users, catalogue }: ServedBundle): Promise<BundleShape> {
  const sorted = counts.slice().sort().reverse();
  const lengths: number[] = [];
  const times = positivesOverTime();
  let positives = 0;
  for (let row = 0; row < users.ids.length; row++) {
    if (row % inOneGo === inOneGo - 1) await setImmediate();
    const past = users.past(row);
    const length = past.history.length;
    const bin = length === 0 ? 0 : Math.floor(Math.log2(length)) + 1;
    lengths[bin] = (lengths[bin] ?? 0) + 1;
    positives += length;
    for (const time of past.times) times.add(time);
  }
  const all = sorted.reduce((sum, count) => sum + count, 0);
  const top = sorted.subarray(0, Math.ceil(sorted.length / 100)).reduce((sum, count) => sum + count, 0);
  return {
    positives,
    timeline: times.timeline(),
    popularity: someRanks(sorted.length).map((rank) => ({ rank, positives: sorted[rank - 1] })),
    topShare: all === 0 ? 0 : top / all,
    untouched: counts.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0),
    histories: Array.from(lengths, (count = 0, bin) => ({
      from: bin === 0 ? 0 : 2 ** (bin - 1),
      to: bin === 0 ? 0 : 2 ** bin - 1,
      users: count,
    })),
    columns: await filled(catalogue),
  };
}

/** Ranks from 1 on that lie ever further apart. */
function someRanks(length: number): number[] {
  const at = (step: number): number => Math.max(1, Math.round(length ** (step / (ranks - 1))));
  return length === 0 ? [] : [...new Set(Array.from({ length: ranks }, (_, step) => at(step)))];
}

async function filled({ shown, columns, ids }: ServedBundle['catalogue']): Promise<BundleShape['columns']> {
  const shares: { name: string; filled: number }[] = [];
  for (const name of shown) {
    const count = columns[name].reduce((sum: number, value) => sum + (isFilled(value) ? 1 : 0), 0);
    shares.push({ name, filled: ids.length === 0 ? 0 : count / ids.length });
    await setImmediate();
  }
  return shares;
}

function isFilled(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
