import type { TowerBatch } from '@twotower/features';
import type { TwoTowerModel } from '../src/index.ts';
import { modelTensors } from '../src/index.ts';
import { denseParts } from '../src/model-tensors.ts';
import type { TrainBatch } from '../src/train/index.ts';

/** The model's numbers in float64, by name: what finite differences are taken of. */
export type Parameters = Record<string, Float64Array>;

export function parametersOf(model: TwoTowerModel): Parameters {
  const { tables } = modelTensors(model);
  return Object.fromEntries([
    ...Object.entries(tables).map(([name, { data }]) => [name, Float64Array.from(data)]),
    ...denseParts(model).map(({ name, data }) => [name, Float64Array.from(data)]),
  ]);
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
  const { inputs, layers, residual, attention } = model[side];
  const { dim } = model;
  return Array.from({ length: batch.size }, (_, r) => {
    const pooled = inputs.map(({ table }, i) => {
      const { offsets, rows, weights } = batch.bags[i];
      const sum = new Array<number>(dim).fill(0);
      const entries = Array.from({ length: offsets[r + 1] - offsets[r] }, (_, k) => offsets[r] + k);
      const vector = (e: number) => Array.from(at[table].subarray(rows[e] * dim, (rows[e] + 1) * dim));
      const raised = entries.map((e) => {
        if (attention?.input !== i) return weights[e];
        const bias = at[`${side}.attention.bias`];
        const place = Math.min(offsets[r + 1] - 1 - e, bias.length - 1);
        return weights[e] * Math.exp(dot(Array.from(at[`${side}.attention.query`]), vector(e)) + bias[place]);
      });
      const total = attention?.input === i ? raised.reduce((a, b) => a + b) : 1;
      entries.forEach((e, k) => {
        for (let c = 0; c < dim; c++) sum[c] += (raised[k] / total) * vector(e)[c];
      });
      return sum;
    });
    const plain = pooled.reduce((a, b) => a.map((v, c) => v + b[c]));
    let x = layers.length > 0 ? pooled.flat() : plain;
    layers.forEach(({ outputs, norm }, l) => {
      const kernel = at[`${side}.${l}.kernel`];
      const y = Array.from(at[`${side}.${l}.bias`]);
      x.forEach((value, i) => {
        for (let j = 0; j < outputs; j++) y[j] += value * kernel[i * outputs + j];
      });
      const normed = norm ? oracleNorm(y, at[`${side}.${l}.gain`], at[`${side}.${l}.shift`]) : y;
      x = l + 1 < layers.length ? normed.map((value) => Math.max(0, value)) : y;
    });
    if (residual && layers.length > 0) x = x.map((value, c) => value + plain[c]);
    const norm = Math.sqrt(dot(x, x) + 1e-12);
    return x.map((value) => value / norm);
  });
}

function oracleNorm(x: number[], gain: Float64Array, shift: Float64Array): number[] {
  const mean = x.reduce((a, b) => a + b) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return x.map((value, c) => (gain[c] * (value - mean)) / Math.sqrt(variance + 1e-5) + shift[c]);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, c) => sum + value * b[c], 0);
}
