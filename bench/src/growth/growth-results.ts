import { markdownTable } from '../results-table.ts';
import type { GrowthMeasured } from './growth-once.ts';
import type { PlainLog } from './plain-log.ts';
import { type PowerLaw, powerLaw } from './power-law.ts';

export type GrowthPoint = PlainLog & GrowthMeasured;

/** Points that differ in one size alone. */
export interface GrowthSeries {
  readonly by: 'events' | 'ids';
  readonly points: readonly GrowthPoint[];
}

export interface GrowthFits {
  /** Of reading and one epoch. */
  readonly seconds: PowerLaw;
  readonly allSeconds: PowerLaw;
  readonly memory: PowerLaw;
}

export function sizeOf(by: GrowthSeries['by'], { events, users, items }: PlainLog): number {
  return by === 'events' ? events : users + items;
}

export function secondsOf({ readSeconds, epochSeconds }: GrowthMeasured): number {
  return readSeconds + epochSeconds;
}

/** How time and memory grow with the size that differs; undefined for a single point. */
export function growthFits({ by, points }: GrowthSeries): GrowthFits | undefined {
  if (points.length < 2) {
    return undefined;
  }
  const sizes = points.map((point) => sizeOf(by, point));
  return {
    seconds: powerLaw(sizes, points.map(secondsOf)),
    allSeconds: powerLaw(
      sizes,
      points.map(({ allSeconds }) => allSeconds),
    ),
    memory: powerLaw(
      sizes,
      points.map(({ peakRssBytes }) => peakRssBytes),
    ),
  };
}

/** A row a point, and under each series what its slopes say. */
export function growthTable(series: readonly GrowthSeries[]): string {
  const rows = series.flatMap(({ points }) =>
    points.map((point) => [
      short(point.events),
      short(point.users + point.items),
      point.readSeconds.toFixed(1),
      point.epochSeconds.toFixed(1),
      point.allSeconds.toFixed(1),
      ((1e6 * secondsOf(point)) / point.events).toFixed(2),
      `${Math.round(point.peakRssBytes / 2 ** 20)} MiB`,
    ]),
  );
  const table = markdownTable(
    ['events', 'IDs', 's to read', 's an epoch', 's in all', 'us an event', 'peak memory'],
    rows,
  );
  return [table, ...series.flatMap((one) => sentence(one) ?? [])].join('\n\n');
}

function sentence(series: GrowthSeries): string | undefined {
  const fits = growthFits(series);
  if (!fits) {
    return undefined;
  }
  const { seconds, allSeconds, memory } = fits;
  const grows = `time to read and for one epoch grows with the power ${seconds.slope.toFixed(2)} of their number (a line through the logarithms explains ${Math.round(100 * seconds.explained)} %), all time with ${allSeconds.slope.toFixed(2)}, peak memory with ${memory.slope.toFixed(2)}`;
  return series.by === 'events'
    ? `With events, ${grows}: ${isLine(seconds) ? 'time is a line' : 'time is not a line'}.`
    : `With IDs, at the same number of events, ${grows}.`;
}

/** Within a tenth of proportional to the size. */
function isLine({ slope, explained }: PowerLaw): boolean {
  return Math.abs(slope - 1) <= 0.1 && explained > 0.98;
}

function short(count: number): string {
  return count >= 1e6 ? `${Number((count / 1e6).toFixed(2))}M` : `${Number((count / 1e3).toFixed(1))}k`;
}
