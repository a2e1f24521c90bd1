import { seededRandom } from '../src/index.ts';
import type { LossOptions } from '../src/train/index.ts';

/** A batch of vectors as plain numbers; the fields are those of `LossInput`. */
export interface PlainBatch {
  users: number[][];
  items: number[][];
  logQ: number[];
  weights: number[];
  hits: number[];
  own?: { perRow: number; present?: number[] };
  chosen?: number[];
  temperature: number;
}

/** Every loss, slowly and plainly. Where a loss lets no gradient through a weight, that is taken from `frozen`. */
export function plainLoss(options: LossOptions, batch: PlainBatch, frozen: PlainBatch = batch): number {
  const { users, weights } = batch;
  const total = weights.reduce((a, b) => a + b, 0);
  return users.reduce(
    (sum, _, i) =>
      weights[i] === 0 ? sum : sum + (weights[i] / total) * lossOfRow(options, batch, frozen, i),
    0,
  );
}

function lossOfRow(options: LossOptions, batch: PlainBatch, frozen: PlainBatch, i: number): number {
  const { users, items, logQ, temperature: tau } = batch;
  const cosine = (j: number) => dot(users[i], items[j]);
  const met = negativesOf(batch, i);
  const mean = (values: number[]) =>
    values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
  switch (options.kind) {
    case 'softmax': {
      if (options.logQForm === 'refined') {
        if (met.length === 0) return 0;
        return -(1 - refined(frozen, i).positive) * refined(batch, i).ahead;
      }
      const score = (j: number) => cosine(j) / tau - logQ[j];
      return Math.log([i, ...met].reduce((sum, j) => sum + Math.exp(score(j)), 0)) - score(i);
    }
    case 'bsl': {
      const { c = 1.22 } = options;
      const pull = -cosine(i) / tau;
      if (met.length === 0) return pull;
      return pull + c * Math.log(mean(met.map((j) => Math.exp(cosine(j) / tau - logQ[j]))));
    }
    case 'ccl': {
      const { margin = 0.4, weight = 150 } = options;
      return 1 - cosine(i) + weight * mean(met.map((j) => Math.max(0, cosine(j) - margin)));
    }
    case 'binary': {
      const { form = 'cross-entropy', perPositive = null } = options;
      const pair = (j: number, sign: 1 | -1) =>
        form === 'squared' ? (cosine(j) - sign) ** 2 : Math.log1p(Math.exp((-sign * cosine(j)) / tau));
      if (perPositive === null) return pair(i, 1) + mean(met.map((j) => pair(j, -1)));
      const shared = batch.items.length - users.length * (batch.own?.perRow ?? 0);
      const own = met.filter((j) => j >= shared);
      const chosen = (batch.chosen ?? []).slice(i * perPositive, (i + 1) * perPositive);
      return [...chosen.filter((j) => met.includes(j)), ...own].reduce(
        (sum, j) => sum + pair(j, -1),
        pair(i, 1),
      );
    }
    case 'triplet-hinge': {
      const { margin = 1 } = options;
      return mean(hardest(met).map((j) => Math.max(0, cosine(j) + margin - cosine(i))));
    }
    case 'triplet-logistic': {
      const { sigma = 10 } = options;
      return mean(hardest(met).map((j) => Math.log1p(Math.exp(sigma * (cosine(j) - cosine(i))))));
    }
    case 'custom':
      throw new Error('has no plain form');
  }

  function hardest(all: number[]): number[] {
    const k = 'hardest' in options ? options.hardest : undefined;
    if (k === undefined) return all;
    const shared = batch.items.length - users.length * (batch.own?.perRow ?? 0);
    const scored = all.filter((j) => j < shared).map((j) => ({ j, score: cosine(j) }));
    const best = scored.sort((a, b) => b.score - a.score).slice(0, k);
    return [...best.map(({ j }) => j), ...all.filter((j) => j >= shared)];
  }
}

/** `P+` and `s+ - m` of the refined correction, as the paper writes them. */
function refined(batch: PlainBatch, i: number) {
  const { users, items, logQ, temperature } = batch;
  const met = negativesOf(batch, i);
  const score = (j: number) => dot(users[i], items[j]) / temperature;
  const rest = logQ[i] < 0 ? 1 - Math.exp(logQ[i]) : 1;
  const mean =
    met.reduce((sum, d) => sum + Math.exp(score(d) - Math.log(Math.exp(logQ[d]) / rest)), 0) / met.length;
  const positive = Math.exp(score(i)) / (Math.exp(score(i)) + mean);
  return { positive, ahead: score(i) - Math.log(mean) };
}

/** Rows of `items` that record i is told apart from. */
export function negativesOf({ users, items, hits, own }: PlainBatch, i: number): number[] {
  const perRow = own?.perRow ?? 0;
  const shared = items.length - users.length * perRow;
  const isHit = (j: number) => hits.some((h, at) => at % 2 === 0 && h === i && hits[at + 1] === j);
  const places = Array.from({ length: perRow }, (_, h) => i * perRow + h);
  return [
    ...Array.from({ length: shared }, (_, j) => j).filter((j) => j !== i && !isHit(j)),
    ...places.filter((place) => own?.present?.[place] !== 0).map((place) => shared + place),
  ];
}

/** Central differences of {@link plainLoss} by every number of users or items, or of some rows of them. */
export function plainGradient(
  options: LossOptions,
  batch: PlainBatch,
  of: 'users' | 'items',
  rows: readonly number[] = [...batch[of].keys()],
): number[] {
  const step = 1e-6;
  return rows.flatMap((r) =>
    batch[of][r].map((_, c) => {
      const moved = (by: number) => {
        const vectors = batch[of].map((x) => [...x]);
        vectors[r][c] += by;
        return plainLoss(options, { ...batch, [of]: vectors }, batch);
      };
      return (moved(step) - moved(-step)) / (2 * step);
    }),
  );
}

/** The central difference by the log of the temperature. */
export function plainTemperatureGradient(options: LossOptions, batch: PlainBatch): number {
  const at = (by: number) =>
    plainLoss(options, { ...batch, temperature: batch.temperature * Math.exp(by) }, batch);
  return (at(1e-6) - at(-1e-6)) / 2e-6;
}

/** A batch of random unit vectors with hits (one twice), unequal weights and probabilities, private and chosen negatives. */
export function randomBatch(seed: number, perRow: number, perPositive = 2): PlainBatch {
  const random = seededRandom(seed);
  const size = 1 + random.integer(4);
  const shared = size + 1 + random.integer(4);
  const unit = () => {
    const vector = Array.from({ length: 3 }, () => random.normal());
    const norm = Math.sqrt(dot(vector, vector));
    return vector.map((x) => x / norm);
  };
  const many = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));
  const hits: number[] = [];
  for (let i = 0; i < size; i++) {
    const column = random.integer(shared);
    if (column !== i) hits.push(i, column, ...(i === 0 ? [i, column] : []));
  }
  const other = (i: number) => (i + 1 + random.integer(shared - 1)) % shared;
  return {
    users: many(size, unit),
    items: many(shared + size * perRow, unit),
    logQ: many(shared + size * perRow, () => Math.fround(Math.log(0.05 + 0.5 * random.next()))),
    weights: many(size, () => Math.fround(0.2 + random.next())),
    hits,
    own: perRow === 0 ? undefined : { perRow, present: many(size * perRow, () => random.integer(2)) },
    chosen: many(size * perPositive, (i) =>
      random.integer(5) === 0 ? -1 : other(Math.floor(i / perPositive)),
    ),
    temperature: Math.fround(0.2 + random.next()),
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, c) => sum + value * b[c], 0);
}
