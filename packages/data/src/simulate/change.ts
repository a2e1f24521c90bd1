import { countReleased } from './catalogue.ts';
import { parameters } from './parameters.ts';

/** How fast a world changes; what is left out is as the frozen parameters have it. */
export interface Change {
  /** Tastes turn so many times as fast: 0 not at all. Default 1. */
  readonly drift?: number;
  /** Share of the catalogue that was released before the log begins; the rest comes evenly over its days. */
  readonly releasedAtStart?: number;
}

/** What a change comes to. */
export function changeOf({
  drift = 1,
  releasedAtStart = parameters.releasedAtStart,
}: Change): Required<Change> {
  return { drift, releasedAtStart };
}

/** How many items of a simulated log are on offer so many days after it began: those with the lowest numbers. */
export function releasedAt(
  { items, days, ...change }: { readonly items: number; readonly days: number } & Change,
  day: number,
): number {
  return countReleased(items, Math.floor(day) / days, changeOf(change).releasedAtStart);
}
