import type { DenseLayer, Tower, TwoTowerModel } from '../model.ts';
import { denseParts } from '../model-tensors.ts';
import { sharedFloats } from '../shared-arrays.ts';

/**
 * The optimiser's side of a model's dense weights, over shared memory. Cloneable: steps in several threads that are
 * given one model and one state teach it together.
 *
 * The rule by which they merge: a step copies the dense weights when it begins and takes its gradient by that copy; it then
 * applies the gradient to the shared weights and accumulators as they stand by then, Adagrad number by number. Both are
 * done under the lock, so no step sees half of another's. Of N equally fast threads a gradient is about N - 1 steps old.
 * Rows of tables have no lock (Recht et al. 2011, Hogwild): two threads seldom meet in one row.
 */
export interface DenseState {
  /** `[1]`, for {@link withLock}. */
  readonly lock: Int32Array;
  /** Adagrad's sums of squares by the names of `modelTensors().dense`, each of its part's length. */
  readonly accumulators: Readonly<Record<string, Float32Array>>;
  /** `[2]`: log of the temperature and its accumulator, where it is learnt. */
  readonly temperature: Float32Array;
}

export interface DenseStart {
  readonly temperature: number;
  readonly initialAccumulator?: number;
}

/** Where the dense accumulators of a step start from if it is not said. */
const defaultDenseAccumulator = 1e-7;

/** The state of a model that has learnt nothing yet. */
export function createDenseState(model: TwoTowerModel, start: DenseStart): DenseState {
  const { temperature, initialAccumulator = defaultDenseAccumulator } = start;
  const state: DenseState = {
    lock: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
    accumulators: Object.fromEntries(
      denseParts(model).map(({ name, data }) => [name, sharedFloats(data.length).fill(initialAccumulator)]),
    ),
    temperature: sharedFloats(2),
  };
  state.temperature.set([Math.log(temperature), initialAccumulator]);
  return state;
}

/** A model over the same tables with dense weights of its own, copied; {@link copyDense} brings them up to date. */
export function withOwnDense(model: TwoTowerModel): TwoTowerModel {
  return { ...model, user: withOwnLayers(model.user), item: withOwnLayers(model.item) };
}

/** Copies the dense weights of one model to another of the same shape. */
export function copyDense(from: TwoTowerModel, to: TwoTowerModel): void {
  const targets = denseParts(to);
  for (const [p, { data }] of denseParts(from).entries()) targets[p].data.set(data);
}

function withOwnLayers(tower: Tower): Tower {
  const { layers, attention } = tower;
  return {
    ...tower,
    layers: layers.map(
      ({ norm, ...layer }): DenseLayer => ({
        ...layer,
        weights: layer.weights.slice(),
        bias: layer.bias.slice(),
        ...(norm && { norm: { gain: norm.gain.slice(), shift: norm.shift.slice() } }),
      }),
    ),
    ...(attention && {
      attention: { ...attention, query: attention.query.slice(), bias: attention.bias.slice() },
    }),
  };
}
