import type { TowerInput } from '@twotower/features';
import { checkInputs, defaultInitialAccumulator, emptyLayer } from './create-model.ts';
import { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';
import type { DenseLayer, HistoryAttention, Tower, TwoTowerModel } from './model.ts';
import { sharedFloats } from './shared-arrays.ts';

/** Named arrays, row-major, as a safetensors file holds them. */
export type Tensors = Record<string, { shape: number[]; data: Float32Array }>;

/**
 * `dense` is named by tower, layer and part (`user.0.kernel`, `bias`, `gain`, `shift`), with `user.residual` and
 * `user.attention.input`, `query` and `bias` where that tower has them; the other two by table.
 */
export interface ModelTensors {
  readonly dense: Tensors;
  readonly tables: Tensors;
  readonly accumulators: Tensors;
}

export interface TensorModelSource {
  readonly user: readonly TowerInput[];
  readonly item: readonly TowerInput[];
  readonly dense: Tensors;
  readonly tables: Tensors;
  /** Absent where the model only serves. */
  readonly accumulators?: Tensors;
}

/** The model's arrays under their names, of tables the rows in use; views, not copies. */
export function modelTensors(model: TwoTowerModel): ModelTensors {
  const tables: Tensors = {};
  const accumulators: Tensors = {};
  for (const table of model.tables.values()) {
    const { name, rows, dim, values, accumulator } = table;
    tables[name] = { shape: [rows, dim], data: values.subarray(0, rows * dim) };
    accumulators[name] = { shape: [rows], data: accumulator.subarray(0, rows) };
  }
  const dense: Tensors = {};
  for (const { name, shape, data } of denseParts(model)) dense[name] = { shape, data };
  for (const side of ['user', 'item'] as const) {
    const { residual, attention } = model[side];
    if (residual) dense[`${side}.residual`] = { shape: [1], data: Float32Array.of(1) };
    if (attention) {
      dense[`${side}.attention.input`] = { shape: [1], data: Float32Array.of(attention.input) };
    }
  }
  return { dense, tables, accumulators };
}

/**
 * A model from what {@link modelTensors} gave; the arrays are copied into shared memory.
 * Throws {@link CoreError} for a shape that does not fit.
 */
export function modelFromTensors(source: TensorModelSource): TwoTowerModel {
  const tables = new Map<string, EmbeddingTable>();
  let dim = 0;
  for (const [name, { shape, data }] of Object.entries(source.tables)) {
    const table = new EmbeddingTable(name, shape[0], shape[1]);
    if (dim !== 0 && table.dim !== dim) {
      throw new CoreError(`table ${name}: rows of ${table.dim}, other tables of ${dim}; a model has one dim`);
    }
    dim = table.dim;
    copyInto(table.values, data, `table ${name}`);
    const accumulator = source.accumulators?.[name];
    if (accumulator === undefined) table.accumulator.fill(defaultInitialAccumulator);
    else copyInto(table.accumulator, accumulator.data, `accumulator ${name}`);
    tables.set(name, table);
  }
  const model: TwoTowerModel = {
    dim,
    tables,
    user: towerFromTensors('user', source.user, dim, source.dense),
    item: towerFromTensors('item', source.item, dim, source.dense),
  };
  checkInputs(model);
  return model;
}

/** Every dense array of the model that learns with its name and shape, in a fixed order. */
export function denseParts(model: TwoTowerModel): { name: string; shape: number[]; data: Float32Array }[] {
  return (['user', 'item'] as const).flatMap((side) => [
    ...attentionParts(side, model[side].attention),
    ...model[side].layers.flatMap(({ inputs, outputs, weights, bias, norm }, l) => [
      { name: `${side}.${l}.kernel`, shape: [inputs, outputs], data: weights },
      { name: `${side}.${l}.bias`, shape: [outputs], data: bias },
      ...(norm === undefined
        ? []
        : [
            { name: `${side}.${l}.gain`, shape: [outputs], data: norm.gain },
            { name: `${side}.${l}.shift`, shape: [outputs], data: norm.shift },
          ]),
    ]),
  ]);
}

function attentionParts(side: string, attention: HistoryAttention | undefined) {
  if (attention === undefined) return [];
  const { query, bias } = attention;
  return [
    { name: `${side}.attention.query`, shape: [query.length], data: query },
    { name: `${side}.attention.bias`, shape: [bias.length], data: bias },
  ];
}

function attentionFromTensors(
  side: string,
  inputs: readonly TowerInput[],
  dim: number,
  dense: Tensors,
): HistoryAttention | undefined {
  const input = dense[`${side}.attention.input`]?.data[0];
  if (input === undefined) return undefined;
  const [query, bias] = [dense[`${side}.attention.query`], dense[`${side}.attention.bias`]];
  if (inputs[input] === undefined || query === undefined || bias === undefined) {
    throw new CoreError(
      `${side} tower, attention: input ${input} of ${inputs.length}, or its query or bias, is missing; the file is not of this model`,
    );
  }
  const attention = { input, query: sharedFloats(dim), bias: sharedFloats(bias.shape[0]) };
  copyInto(attention.query, query.data, `${side}.attention.query`);
  copyInto(attention.bias, bias.data, `${side}.attention.bias`);
  return attention;
}

function towerFromTensors(side: string, inputs: readonly TowerInput[], dim: number, dense: Tensors): Tower {
  const layers: DenseLayer[] = [];
  let width = inputs.length * dim;
  for (let l = 0; dense[`${side}.${l}.kernel`] !== undefined; l++) {
    const name = `${side}.${l}`;
    const weights = dense[`${name}.kernel`];
    const bias = dense[`${name}.bias`];
    if (weights.shape[0] !== width || bias === undefined) {
      throw new CoreError(
        `layer ${name}: weights [${weights.shape}] does not take ${width} inputs, or has no bias`,
      );
    }
    const outputs = weights.shape[1];
    const [gain, shift] = [dense[`${name}.gain`], dense[`${name}.shift`]];
    if ((gain === undefined) !== (shift === undefined)) {
      throw new CoreError(`layer ${name}: has one of gain and shift; a norm needs both`);
    }
    const layer = emptyLayer(width, outputs, gain !== undefined);
    copyInto(layer.weights, weights.data, `${name}.kernel`);
    copyInto(layer.bias, bias.data, `${name}.bias`);
    if (layer.norm !== undefined) {
      copyInto(layer.norm.gain, gain.data, `${name}.gain`);
      copyInto(layer.norm.shift, shift.data, `${name}.shift`);
    }
    layers.push(layer);
    width = outputs;
  }
  if (layers.length > 0 && width !== dim) {
    throw new CoreError(`${side} tower: ends in ${width} outputs; the model's dim is ${dim}`);
  }
  const attention = attentionFromTensors(side, inputs, dim, dense);
  return {
    inputs,
    layers,
    ...(dense[`${side}.residual`] !== undefined && { residual: true }),
    ...(attention && { attention }),
  };
}

/** Copies `from` into `to` and returns it. Throws {@link CoreError} naming `place` where their lengths differ. */
export function copyInto(to: Float32Array, from: Float32Array, place: string): Float32Array {
  if (to.length !== from.length) {
    throw new CoreError(
      `${place}: holds ${from.length} numbers, its shape needs ${to.length}; the file is not of this model`,
    );
  }
  to.set(from);
  return to;
}
