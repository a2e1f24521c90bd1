import type { TableSpec, TowerInput } from '@twotower/features';
import { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';
import type { DenseLayer, HistoryAttention, Tower, TwoTowerModel } from './model.ts';
import { fillNormal, type Random, seededRandom } from './random.ts';
import { sharedFloats } from './shared-arrays.ts';

/** A tower before it has weights. `hidden: []` means no layers: the input vectors are summed. */
export interface TowerShape {
  readonly inputs: readonly TowerInput[];
  readonly hidden: readonly number[];
  /** Normalises each hidden layer before its relu: steadier with many or unlike features, of little use for one layer. Default no. */
  readonly layerNorm?: boolean;
  /**
   * Adds the sum of the input vectors to the last layer's output, whose weights then start at 0: the tower starts as the one
   * without layers and learns what to add. Without it, layers over IDs do worse than none. Default yes.
   */
  readonly residual?: boolean;
  /**
   * Pools the bag of that feature by a learnt attention over its rows and their places, told apart up to `length` from the
   * latest; starts as the mean. Default: all bags by their weights.
   */
  readonly attention?: { readonly feature: string; readonly length: number };
}

export interface ModelShape {
  /** Length of every embedding row and of both towers' outputs. */
  readonly dim: number;
  readonly tables: readonly TableSpec[];
  readonly user: TowerShape;
  readonly item: TowerShape;
  /** Same seed and shape: the same bytes. */
  readonly seed: number;
  /**
   * What every table row's Adagrad accumulator starts from. Gradients are those of a batch mean, so 1e-7 is at batch
   * 1024 what 0.1 is for gradients of a sum. Too large: rows hardly move; 0: the faintest first gradient moves a row by the
   * whole learning rate.
   */
  readonly initialAccumulator?: number;
  /** Standard deviation of each embedding number. Default 0.1: that of one first Adagrad step at learning rate 0.1, for every `dim`. */
  readonly initialDeviation?: number;
}

/** {@link ModelShape.initialAccumulator} where none is given. */
export const defaultInitialAccumulator = 1e-7;

/**
 * A fresh model. Rows are normal with deviation `initialDeviation`; weights of layers normal with deviation sqrt(2 / inputs) before a relu
 * (He et al. 2015) and sqrt(2 / (inputs + outputs)) in the last layer (Glorot and Bengio 2010), or 0 there where the tower is
 * residual; biases 0.
 *
 * Throws {@link CoreError} where an input names a table that is not listed, or two tables share a name.
 */
export function createModel(shape: ModelShape): TwoTowerModel {
  const random = seededRandom(shape.seed);
  const tables = new Map<string, EmbeddingTable>();
  for (const { name, rows } of shape.tables) {
    if (tables.has(name)) throw new CoreError(`table ${name}: listed twice; give each table its own name`);
    const table = new EmbeddingTable(name, rows, shape.dim);
    fillNormal(random, table.values, shape.initialDeviation ?? 0.1);
    table.accumulator.fill(shape.initialAccumulator ?? defaultInitialAccumulator);
    tables.set(name, table);
  }
  const model: TwoTowerModel = {
    dim: shape.dim,
    tables,
    user: createTower('user', shape.user, shape.dim, random),
    item: createTower('item', shape.item, shape.dim, random),
  };
  checkInputs(model);
  return model;
}

/** Throws {@link CoreError} where a tower has no inputs or reads a table the model does not have. */
export function checkInputs(model: TwoTowerModel): void {
  for (const side of ['user', 'item'] as const) {
    const { inputs } = model[side];
    if (inputs.length === 0) throw new CoreError(`${side} tower: has no inputs; give it at least its id`);
    for (const { feature, table } of inputs) {
      if (!model.tables.has(table)) {
        throw new CoreError(
          `${side} tower, input ${feature}: no table ${table}; add it to the model's tables`,
        );
      }
    }
  }
}

function createTower(side: string, shape: TowerShape, dim: number, random: Random): Tower {
  const { inputs, hidden, layerNorm, attention } = shape;
  const residual = hidden.length > 0 && shape.residual !== false;
  const widths = hidden.length === 0 ? [] : [inputs.length * dim, ...hidden, dim];
  const layers = widths.slice(1).map((outputs, l): DenseLayer => {
    const last = l + 2 === widths.length;
    const layer = emptyLayer(widths[l], outputs, layerNorm === true && !last);
    const deviation = Math.sqrt(2 / (last ? layer.inputs + outputs : layer.inputs));
    if (!(last && residual)) fillNormal(random, layer.weights, deviation);
    layer.norm?.gain.fill(1);
    return layer;
  });
  return {
    inputs,
    layers,
    ...(residual && { residual }),
    ...(attention && { attention: createAttention(side, inputs, attention, dim) }),
  };
}

function createAttention(
  side: string,
  inputs: readonly TowerInput[],
  { feature, length }: { feature: string; length: number },
  dim: number,
): HistoryAttention {
  const input = inputs.findIndex((candidate) => candidate.feature === feature);
  if (input === -1 || !(Number.isInteger(length) && length >= 1)) {
    throw new CoreError(
      `${side} tower, attention: feature ${feature} of length ${length}; name one of ${inputs.map((i) => i.feature).join(', ')} and a length from 1`,
    );
  }
  return { input, query: sharedFloats(dim), bias: sharedFloats(length) };
}

/** A layer over shared memory, all 0. */
export function emptyLayer(inputs: number, outputs: number, norm: boolean): DenseLayer {
  return {
    inputs,
    outputs,
    weights: sharedFloats(inputs * outputs),
    bias: sharedFloats(outputs),
    ...(norm && { norm: { gain: sharedFloats(outputs), shift: sharedFloats(outputs) } }),
  };
}
