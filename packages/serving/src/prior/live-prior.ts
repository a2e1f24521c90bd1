import type { VectorSearch } from '@twotower/index';
import type { ServedItems } from '../items/served-items.ts';
import type { IsCovered, LiveEvents } from '../live/live-events.ts';
import type { PositiveRule } from '../live/positive-rule.ts';
import type { ServedPrior } from './served-prior.ts';

/** How items score beside their vectors, newer events included. */
export interface Scoring {
  /** Over the published vectors, with each item's prior as its bias. */
  readonly index: VectorSearch;
  /** What every item's score is lower by, since newer events took their part of all shares. */
  readonly shift: number;
  /** `[items]` log shares, before the shift; undefined where scores have no prior. */
  readonly shares: Float32Array | undefined;
  /** How many newer positives were counted. */
  readonly counted: number;
}

/** What scoring is made from. */
export interface ScoringState {
  readonly index: VectorSearch;
  readonly items: ServedItems;
  readonly prior: ServedPrior | undefined;
}

/** Catalogues up to this size count events for the very next recall, larger ones four times a second. */
const atOnceUpTo = 200_000;
const every = 250;

/** Scoring by a state and the events since, remembered until one of them changes. */
export class LivePrior {
  readonly #events: LiveEvents;
  readonly #isPositive: PositiveRule;
  readonly #isCovered: IsCovered;
  readonly #clock: () => number;
  #made: { state: ScoringState; version: number; at: number; scoring: Scoring } | undefined;

  constructor(
    events: LiveEvents,
    { isPositive, isCovered }: { readonly isPositive: PositiveRule; readonly isCovered: IsCovered },
    clock: () => number,
  ) {
    this.#events = events;
    this.#isPositive = isPositive;
    this.#isCovered = isCovered;
    this.#clock = clock;
  }

  scoring(state: ScoringState): Scoring {
    const { index, items, prior } = state;
    const made = this.#made;
    const now = this.#clock();
    const isSame = made?.state.index === index && made.state.prior === prior && made.state.items === items;
    const isFresh =
      prior === undefined ||
      made?.version === this.#events.version ||
      (items.size > atOnceUpTo && now - (made?.at ?? 0) < every);
    if (made !== undefined && isSame && isFresh) return made.scoring;
    const plain = { index, shift: 0, shares: undefined, counted: 0 };
    const scoring = prior === undefined ? plain : this.#score(index, items, prior);
    this.#made = { state, version: this.#events.version, at: now, scoring };
    return scoring;
  }

  #score(index: VectorSearch, items: ServedItems, prior: ServedPrior): Scoring {
    const { counts, sum, counted } = this.#newer(items, prior);
    const shares = prior.shares.slice();
    // An event is a share of all counts. As all fade alike, those of today are counted by how much more they are worth.
    for (const [row, count] of counts) shares[row] = Math.log(Math.exp(shares[row]) + count / prior.mass);
    const shift = -prior.weight * Math.log(1 + sum / prior.mass);
    return { index: index.withBias(biasOf(shares, prior.weight, index.size)), shift, shares, counted };
  }

  /** Events after those that the prior has counted, in events of its time. */
  #newer(items: ServedItems, { at, halfLife, mass }: ServedPrior) {
    const counts = new Map<number, number>();
    let sum = 0;
    let counted = 0;
    for (const event of this.#events.all()) {
      if (event.time <= at || this.#isCovered(event) || !this.#isPositive(event)) continue;
      const fresh = halfLife === undefined || Number.isNaN(at) ? 1 : 2 ** ((event.time - at) / halfLife);
      // Long after the bundle's last event one event would be worth more than any number holds, and all that was known nothing.
      const count = Math.min(fresh, mass);
      sum += count;
      counted++;
      const row = items.row(event.item);
      if (row !== undefined) counts.set(row, (counts.get(row) ?? 0) + count);
    }
    return { counts, sum, counted };
  }
}

function biasOf(shares: Float32Array, weight: number, size: number): Float32Array {
  const bias = new Float32Array(size);
  for (let row = 0; row < shares.length; row++) bias[row] = weight * shares[row];
  return bias;
}
