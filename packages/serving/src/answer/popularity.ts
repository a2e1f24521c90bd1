import type { RowSet } from '@twotower/index';
import type { Scoring } from '../prior/live-prior.ts';
import type { Asked } from './asked.ts';
import { greatestRows } from './most-popular.ts';
import { type Search, toldFirst } from './told-first.ts';

/**
 * Items by how popular they are: by the prior with newer events where scores have one, else by training positives. A score is the
 * share of the most popular item's, in [0, 1].
 */
export function byPopularity({ state, scoring }: Pick<Asked, 'state' | 'scoring'>): Search {
  const { items } = state;
  const { values, served, most } = remembered.get(scoring) ?? popularityOf(state, scoring);
  remembered.set(scoring, { values, served, most });
  return toldFirst(items, (k, accept) => {
    const { rows } = greatestRows(values, k, accept === undefined ? served : served.and(accept));
    return { rows, scores: Float32Array.from(rows, (row) => (most > 0 ? values[row] / most : 0)) };
  });
}

interface Popularity {
  /** `[items]` */
  readonly values: Float64Array;
  readonly served: RowSet;
  /** The greatest value of an item of which something is known. */
  readonly most: number;
}

/** Scoring is made anew whenever items or events change. */
const remembered = new WeakMap<Scoring, Popularity>();

function popularityOf({ base, items }: Asked['state'], { shares }: Scoring): Popularity {
  const values = new Float64Array(items.size);
  if (shares === undefined) values.set(base.counts);
  else for (let row = 0; row < values.length; row++) values[row] = Math.exp(shares[row]);
  const [top] = greatestRows(values, 1, items.told).rows;
  return { values, served: items.told.or(items.untold), most: top === undefined ? 0 : values[top] };
}
