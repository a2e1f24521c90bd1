import type { Positives } from './positives.ts';

/** When each event was: its time, of a log without times its place there. Ascending in a timeline. */
export function momentsOf({ time, offset }: Pick<Positives, 'time' | 'offset'>): Float64Array {
  return time.length > 0 && Number.isNaN(time[0]) ? offset : time;
}
