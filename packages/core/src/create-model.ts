import type { TableSpec, TowerInput } from '@twotower/features';
import { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';
import type { DenseLayer, Tower, TwoTowerModel } from './model.ts';
import { fillNormal, type Random, seededRandom } from './random.ts';
import { sharedFloats } from './shared-floats.ts';

/** A tower before it has weights. `hidden: []` means no layers: the input vectors are summed. */
export interface TowerShape {
  readonly inputs: readonly TowerInput[];
  readonly hidden: readonly number[];
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
}

/** {@link ModelShape.initialAccumulator} where none is given. */
export const defaultInitialAccumulator = 1e-7;

/** Each embedding number's standard deviation: that of one first Adagrad step at learning rate 0.1, for every `dim`. */
const rowDeviation = 0.1;

/**
 * A fresh model. Rows are normal with deviation 0.1; kernels normal with deviation sqrt(2 / inputs) before a relu
 * (He et al. 2015) and sqrt(2 / (inputs + outputs)) in the last layer (Glorot and Bengio 2010); biases 0.
 *
 * Throws {@link CoreError} where an input names a table that is not listed, or two tables share a name.
 */
export function createModel(shape: ModelShape): TwoTowerModel {
  const random = seededRandom(shape.seed);
  const tables = new Map<string, EmbeddingTable>();
  for (const { name, rows } of shape.tables) {
    if (tables.has(name)) throw new CoreError(`table ${name}: listed twice; give each table its own name`);
    const table = new EmbeddingTable(name, rows, shape.dim);
    fillNormal(random, table.values, rowDeviation);
    table.accumulator.fill(shape.initialAccumulator ?? defaultInitialAccumulator);
    tables.set(name, table);
  }
  const model: TwoTowerModel = {
    dim: shape.dim,
    tables,
    user: createTower(shape.user, shape.dim, random),
    item: createTower(shape.item, shape.dim, random),
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

function createTower({ inputs, hidden }: TowerShape, dim: number, random: Random): Tower {
  const widths = hidden.length === 0 ? [] : [inputs.length * dim, ...hidden, dim];
  const layers: DenseLayer[] = [];
  for (let l = 0; l + 1 < widths.length; l++) {
    const last = l + 2 === widths.length;
    layers.push(createLayer(widths[l], widths[l + 1], last, random));
  }
  return { inputs, layers };
}

function createLayer(inputs: number, outputs: number, last: boolean, random: Random): DenseLayer {
  const kernel = sharedFloats(inputs * outputs);
  fillNormal(random, kernel, Math.sqrt(2 / (last ? inputs + outputs : inputs)));
  return { inputs, outputs, kernel, bias: sharedFloats(outputs) };
}
