import type { TimeUnit } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EventCounts } from '../inspect/count-events.ts';
import type { ReadSummary } from '../read-summary.ts';

/** How the time column of a log was read, and what came of it. */
export interface TimeFacts {
  readonly column: string;
  readonly unit: TimeUnit;
  /** How many values were read as what. */
  readonly forms: Readonly<Partial<Record<TimeUnit, number>>>;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Events of a time more than a day ahead of the clock. */
  readonly future: number;
  /** Whether the log is to be cut by time. */
  readonly temporal: boolean;
}

/** Of a log that was read; none where it has no times. */
export function timeFacts(
  { timeUnit, timeForms = {}, future }: ReadSummary,
  { first, last }: EventCounts,
  { schema, split }: Config,
): TimeFacts[] {
  const column = schema.event.time;
  const temporal = split === undefined || split.kind === 'temporal' || split.kind === 'rolling';
  return column !== undefined && timeUnit !== undefined && first <= last
    ? [{ column, unit: timeUnit, forms: timeForms, first, last, future, temporal }]
    : [];
}

/** ISO text of an instant, however far. */
export function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? `${milliseconds} ms` : date.toISOString();
}
