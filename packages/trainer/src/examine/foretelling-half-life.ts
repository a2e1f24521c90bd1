import { userBlocks } from '@twotower/features';
import { milliseconds } from '@twotower/schema';
import type { PositiveSource } from '../prepare/positives.ts';
import { topK } from './top-k.ts';

/** What is foretold: as long a list as people look at. */
const listed = 20;
/** How many stretches of the log are foretold, the newest ones, from its second half at most. */
const mostWindows = 10;
/** Positives that are looked at, spread evenly over the log. */
const mostLooked = 2_000_000;

/**
 * The half-life by which fading counts foretell best what is taken next: the log's newest stretches, each as long as what the model is
 * examined on, are foretold one after the other by the counts as they stood before each. That looks at many times as many events as the
 * validation part has, of many times as many days, and trains nothing. A list of 20 items is worth `1 / log2(place + 1)` for every event.
 *
 * @param halfLives to choose from, undefined for counts that do not fade; of equals the earlier one
 * @param horizon how many positives one examination holds
 */
export function foretellingHalfLife(
  positives: PositiveSource,
  items: number,
  halfLives: readonly (string | undefined)[],
  horizon: number,
): string | undefined {
  const every = Math.max(1, Math.ceil(positives.length / mostLooked));
  const { item, time } = inOrder(positives, every);
  const size = Math.max(1, Math.round(horizon / every));
  const windows = Math.min(mostWindows, Math.floor(item.length / 2 / size));
  const counting = halfLives.map((halfLife) => new FadingCounts(items, time[0], halfLife));
  const gains = new Float64Array(halfLives.length);
  const from = item.length - windows * size;
  for (let e = 0; e < item.length; e++) {
    if (e >= from && (e - from) % size === 0) {
      counting.forEach((counts) => {
        counts.list();
      });
    }
    counting.forEach((counts, h) => {
      gains[h] += e >= from ? counts.gain(item[e]) : 0;
      counts.add(item[e], time[e]);
    });
  }
  return halfLives[gains.indexOf(Math.max(...gains))];
}

/** Counts of items that fade, and the list that they made when it was last asked for. */
class FadingCounts {
  readonly #counts: Float64Array;
  readonly #gains: Float64Array;
  readonly #best = new Int32Array(listed);
  readonly #halfLife: number;
  /** The time at which an event counts 1. */
  #unit: number;

  constructor(items: number, start: number, halfLife: string | undefined) {
    this.#counts = new Float64Array(items);
    this.#gains = new Float64Array(items);
    this.#halfLife = halfLife === undefined ? Number.POSITIVE_INFINITY : milliseconds(halfLife);
    this.#unit = start;
  }

  add(item: number, time: number): void {
    const doublings = (time - this.#unit) / this.#halfLife;
    if (doublings > mostDoublings) {
      const shrink = 2 ** -doublings;
      for (let i = 0; i < this.#counts.length; i++) this.#counts[i] *= shrink;
      this.#unit = time;
      this.#counts[item]++;
      return;
    }
    this.#counts[item] += 2 ** doublings;
  }

  /** Makes the list of the items that count the most now. */
  list(): void {
    // Logarithms, as counts outgrow single precision; what has none is minus infinity and never listed.
    const found = topK(Float32Array.from(this.#counts, Math.log2), listed, this.#best);
    this.#gains.fill(0);
    for (let place = 0; place < found; place++) this.#gains[this.#best[place]] = 1 / Math.log2(place + 2);
  }

  /** What the list is worth for an event of that item. */
  gain(item: number): number {
    return this.#gains[item];
  }
}

/** Far from where a double ends. */
const mostDoublings = 500;

/** One in `every` positives, in the order of their times. */
function inOrder(positives: PositiveSource, every: number): { item: Int32Array; time: Float64Array } {
  const items: number[] = [];
  const times: number[] = [];
  let at = 0;
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      if (at++ % every === 0) {
        items.push(events.item[e]);
        times.push(events.time[e]);
      }
    }
  }
  const order = Int32Array.from(times.keys()).sort((a, b) => times[a] - times[b]);
  return {
    item: Int32Array.from(order, (e) => items[e]),
    time: Float64Array.from(order, (e) => times[e]),
  };
}
