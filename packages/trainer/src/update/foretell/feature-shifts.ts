import { columnOf, type Entities, type EventColumns, numberOf, type RawValue } from '@twotower/features';
import type { Config, FeatureKind, Foretold } from '@twotower/schema';

/** Bins of a feature beside the one of missing values; fewer events than these would show chance alone. */
const mostBins = 10;
const leastEvents = 200;
/** Kinds whose values come again; a text or a vector hardly does. */
const binned: readonly FeatureKind[] = ['categorical', 'categories', 'numeric', 'time'];

/**
 * How the values of the users and items that positives are of have shifted: the population stability index between the bundle's
 * positives and newer ones, `sum of (now - before) ln(now / before)` over bins, less its expectation were both drawn alike, which is
 * `(bins - 1) (1 / before + 1 / now)` of so many events (Yurdakul 2018). Numbers are binned by the deciles of before, other values as
 * the most frequent of before and all else.
 *
 * @returns the furthest first; none where there are too few newer events
 */
export function featureShifts(
  { user, item }: Config['schema'],
  { users, items }: { readonly users: Entities; readonly items: Entities },
  before: EventColumns,
  now: EventColumns,
): Foretold['shifts'] {
  if (now.length < leastEvents || before.length < leastEvents) return [];
  const sides = [
    { name: 'user', features: user.features, entities: users, of: ({ user: ids }: EventColumns) => ids },
    { name: 'item', features: item.features, entities: items, of: ({ item: ids }: EventColumns) => ids },
  ];
  const shifts = sides.flatMap(({ name, features, entities, of }) => {
    const weights = [before, now].map((events) => countsOf(of(events), entities.ids.length));
    return Object.entries(features).flatMap(([feature, config]) => {
      if (!binned.includes(config.kind)) return [];
      const values = columnOf(entities, columnName(feature, config));
      if (values === undefined) return [];
      return [{ feature: `${name}.${feature}`, ...shiftOf(values, weights[0], weights[1]) }];
    });
  });
  return shifts.sort((a, b) => b.psi - a.psi);
}

function columnName(feature: string, config: object): string {
  return 'column' in config && typeof config.column === 'string' ? config.column : feature;
}

/** `[entities]`: events of each. */
function countsOf(ids: Int32Array, entities: number): Float64Array {
  const counts = new Float64Array(entities);
  for (const id of ids) counts[id]++;
  return counts;
}

/** @param before `[entities]` events of each, as `now` */
export function shiftOf(
  values: ArrayLike<RawValue | undefined>,
  before: Float64Array,
  now: Float64Array,
): Pick<Foretold['shifts'][number], 'psi' | 'missing'> {
  const binOf = binsBy(values, before);
  const counts = [before, now].map((weights) => {
    const bins = new Float64Array(mostBins + 1);
    weights.forEach((weight, entity) => {
      if (weight > 0) bins[binOf(values[entity])] += weight;
    });
    return bins;
  });
  const used = [...counts[0].keys()].filter((bin) => counts[0][bin] + counts[1][bin] > 0);
  const totals = counts.map((bins) => bins.reduce((a, b) => a + b, 0));
  // Half an event a bin, so that one that is empty on a side stays finite.
  const share = (side: 0 | 1, bin: number): number =>
    (counts[side][bin] + 0.5) / (totals[side] + 0.5 * used.length);
  const psi = used.reduce(
    (sum, bin) => sum + (share(1, bin) - share(0, bin)) * Math.log(share(1, bin) / share(0, bin)),
    0,
  );
  const byChance = (used.length - 1) * (1 / totals[0] + 1 / totals[1]);
  return {
    psi: Math.max(0, psi - byChance),
    missing: { before: counts[0][0] / totals[0], now: counts[1][0] / totals[1] },
  };
}

/** Which bin a value falls into; 0 is for missing ones. */
function binsBy(
  values: ArrayLike<RawValue | undefined>,
  before: Float64Array,
): (value: RawValue | undefined) => number {
  const seen = Array.from(before.keys()).filter((entity) => before[entity] > 0 && isThere(values[entity]));
  const numbers = seen.map((entity) => numberOf(values[entity]));
  if (numbers.length > 0 && numbers.every((value) => value !== undefined)) {
    const edges = deciles(
      numbers,
      seen.map((entity) => before[entity]),
    );
    return (value) => {
      const number = isThere(value) ? numberOf(value) : undefined;
      return number === undefined ? 0 : 1 + edges.filter((edge) => number > edge).length;
    };
  }
  const totals = new Map<string, number>();
  for (const entity of seen) {
    const text = textOf(values[entity]);
    totals.set(text, (totals.get(text) ?? 0) + before[entity]);
  }
  const most = [...totals].sort((a, b) => b[1] - a[1]).slice(0, mostBins - 1);
  const bins = new Map(most.map(([text], bin) => [text, bin + 1]));
  return (value) => (isThere(value) ? (bins.get(textOf(value)) ?? mostBins) : 0);
}

/** The inner edges of bins that hold about as many events each; equal ones fall together. */
function deciles(numbers: readonly (number | undefined)[], weights: readonly number[]): number[] {
  const order = [...numbers.keys()].sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const total = weights.reduce((a, b) => a + b, 0);
  const edges = new Set<number>();
  let sum = 0;
  for (const place of order) {
    sum += weights[place];
    if (edges.size < mostBins - 1 && sum >= ((edges.size + 1) * total) / mostBins)
      edges.add(numbers[place] ?? 0);
  }
  return [...edges];
}

function isThere(value: RawValue | undefined): boolean {
  return value !== null && value !== undefined && value !== '';
}

function textOf(value: RawValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
