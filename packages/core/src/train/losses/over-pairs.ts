import { CoreError } from '../../error.ts';
import type { Engine } from '../engine.ts';
import { checkInput } from './check-input.ts';
import { hitMap } from './hit-map.ts';
import type { LossInput, LossOutput } from './loss.ts';

/** A loss of one score at a time, and its derivative. */
export interface PairLoss {
  positive(score: number): { loss: number; gradient: number };
  negative(score: number): { loss: number; gradient: number };
}

/**
 * The sum of a pairwise loss over each record's positive, the candidates chosen for it and its private negatives, weighted
 * and averaged over records. Scores are `u . v / tau`; few enough to be worked out one by one, without `[B, C]`.
 *
 * `chosen` is `[B * n]`: columns of the shared candidates, -1 where a record meets fewer than n. A chosen hit counts nothing.
 * Throws {@link CoreError} for a column outside the candidates or a record's own positive.
 */
export function overPairs(
  { tf }: Engine,
  input: LossInput,
  chosen: Int32Array,
  temperature: number,
  { positive, negative }: PairLoss,
): LossOutput {
  const { size, dim, candidates, perRow, shares } = checkInput(input);
  const perPositive = chosen.length / size;
  const users = input.users.dataSync<'float32'>();
  const items = input.items.dataSync<'float32'>();
  const [ofUsers, ofItems] = [new Float32Array(users.length), new Float32Array(items.length)];
  const isHit = hitMap(input.hits, size, candidates);
  let loss = 0;
  let logTemperature = 0;

  const meet = (row: number, item: number, judge: PairLoss['positive']) => {
    const [u, v] = [row * dim, item * dim];
    let cosine = 0;
    for (let c = 0; c < dim; c++) cosine += users[u + c] * items[v + c];
    const judged = judge(cosine / temperature);
    const slope = (shares[row] * judged.gradient) / temperature;
    loss += shares[row] * judged.loss;
    logTemperature -= slope * cosine;
    for (let c = 0; c < dim; c++) {
      ofUsers[u + c] += slope * items[v + c];
      ofItems[v + c] += slope * users[u + c];
    }
  };
  for (let row = 0; row < size; row++) {
    meet(row, row, positive);
    for (let i = row * perPositive; i < (row + 1) * perPositive; i++) {
      const column = chosen[i];
      if (column === row || column < -1 || column >= candidates) {
        throw new CoreError(
          `chosen: column ${column} of record ${row} is its own positive or none of ${candidates} candidates; draw with drawPerPositive of @twotower/sampling`,
        );
      }
      if (column !== -1 && isHit[row * candidates + column] === 0) meet(row, column, negative);
    }
    for (let i = row * perRow; i < (row + 1) * perRow; i++) {
      if (input.own?.present === undefined || input.own.present[i] !== 0) meet(row, candidates + i, negative);
    }
  }
  return {
    loss,
    users: tf.tensor2d(ofUsers, [size, dim]),
    items: tf.tensor2d(ofItems, [items.length / dim, dim]),
    ...(input.learnTemperature === true && { logTemperature }),
  };
}
