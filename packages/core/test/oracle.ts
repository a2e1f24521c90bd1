import type { TowerBatch } from '@twotower/features';
import type { TwoTowerModel } from '../src/index.ts';
import { modelTensors } from '../src/index.ts';
import type { TrainBatch } from '../src/train/index.ts';

/** The model's numbers in float64, by name: what finite differences are taken of. */
export type Parameters = Record<string, Float64Array>;

export function parametersOf(model: TwoTowerModel): Parameters {
  const { tables, dense } = modelTensors(model);
  return Object.fromEntries(
    Object.entries({ ...tables, ...dense }).map(([name, { data }]) => [name, Float64Array.from(data)]),
  );
}

/** The loss, slowly and plainly, one number after the other. */
export function oracleLoss(model: TwoTowerModel, at: Parameters, batch: TrainBatch, temperature: number) {
  const users = oracleTower(model, 'user', at, batch.users);
  const items = oracleTower(model, 'item', at, batch.items);
  const hit = (i: number, j: number) =>
    [...batch.hits.keys()].some((h) => h % 2 === 0 && batch.hits[h] === i && batch.hits[h + 1] === j);
  let loss = 0;
  let total = 0;
  users.forEach((user, i) => {
    const logits = items.map((item, j) => dot(user, item) / temperature - batch.logQ[j]);
    const sum = logits.reduce((partial, s, j) => partial + (hit(i, j) ? 0 : Math.exp(s)), 0);
    loss += batch.weights[i] * (Math.log(sum) - logits[i]);
    total += batch.weights[i];
  });
  return loss / total;
}

/** Central differences of {@link oracleLoss} by every number of every parameter. */
export function oracleGradients(model: TwoTowerModel, batch: TrainBatch, temperature: number): Parameters {
  const at = parametersOf(model);
  const step = 1e-5;
  return Object.fromEntries(
    Object.entries(at).map(([name, values]) => [
      name,
      values.map((value, i) => {
        values[i] = value + step;
        const above = oracleLoss(model, at, batch, temperature);
        values[i] = value - step;
        const below = oracleLoss(model, at, batch, temperature);
        values[i] = value;
        return (above - below) / (2 * step);
      }),
    ]),
  );
}

function oracleTower(model: TwoTowerModel, side: 'user' | 'item', at: Parameters, batch: TowerBatch) {
  const { inputs, layers } = model[side];
  const { dim } = model;
  return Array.from({ length: batch.size }, (_, r) => {
    const pooled = inputs.map(({ table }, i) => {
      const { offsets, rows, weights } = batch.bags[i];
      const sum = new Array<number>(dim).fill(0);
      for (let e = offsets[r]; e < offsets[r + 1]; e++) {
        for (let c = 0; c < dim; c++) sum[c] += weights[e] * at[table][rows[e] * dim + c];
      }
      return sum;
    });
    let x = layers.length > 0 ? pooled.flat() : pooled.reduce((a, b) => a.map((v, c) => v + b[c]));
    layers.forEach(({ outputs }, l) => {
      const kernel = at[`${side}.${l}.kernel`];
      const y = Array.from(at[`${side}.${l}.bias`]);
      x.forEach((value, i) => {
        for (let j = 0; j < outputs; j++) y[j] += value * kernel[i * outputs + j];
      });
      x = l + 1 < layers.length ? y.map((value) => Math.max(0, value)) : y;
    });
    const norm = Math.sqrt(dot(x, x) + 1e-12);
    return x.map((value) => value / norm);
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, c) => sum + value * b[c], 0);
}
