import type { DenseState } from './dense-state.ts';
import type { DropoutOptions } from './dropout.ts';
import type { Learns } from './learns.ts';
import type { LossOptions } from './losses/create-loss.ts';
import type { SelfSupervision } from './self-supervision.ts';

export interface TrainStepOptions {
  /** Default `{ kind: 'softmax' }`. */
  readonly loss?: LossOptions;
  /** Divides the similarity: too large learns nothing but popularity, too small only the nearest negatives. */
  readonly temperature: number;
  /** Whether the temperature is learnt, starting from the given one: softmax, bsl and binary cross-entropy. Default no. */
  readonly learnTemperature?: boolean;
  /** Of the rows: too small needs many epochs, too large forgets what rare rows have learnt. 0.1 is good. */
  readonly learningRate: number;
  /**
   * Of the layers and the temperature, far below the rows': Adagrad's first steps are about as long as the rate, and a layer
   * takes one in every batch, a row now and then. Too large: the loss stays high and layers do worse than none; too
   * small: they stay what they were at first. Default: `learningRate / 10`.
   */
  readonly denseLearningRate?: number;
  /** What the dense weights' Adagrad accumulators start from; as the rows', see `ModelShape`. Default 1e-7. */
  readonly initialAccumulator?: number;
  /** Pulls the rows that a step touches towards 0: `g += l2 row` before Adagrad. Default 0. */
  readonly l2?: number;
  /** Added under Adagrad's root. Default 1e-12. */
  readonly epsilon?: number;
  /** The optimiser's dense state, where steps in other threads teach the same model. Default: one of its own, fresh. */
  readonly dense?: DenseState;
  /** Of hidden layers, while learning. Default none. */
  readonly dropout?: DropoutOptions;
  /** Learns from `batch.views` too. */
  readonly selfSupervision?: SelfSupervision;
  /** What moves; all else keeps its bytes, accumulators too. Default everything. */
  readonly learns?: Learns;
}
