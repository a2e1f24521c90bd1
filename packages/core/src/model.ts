import type { TowerInput } from '@twotower/features';
import type { EmbeddingTable } from './embedding-table.ts';

/** Rescales each record's numbers to mean 0 and variance 1, then by what is learnt (Ba et al. 2016). */
export interface LayerNorm {
  /** `[outputs]` */
  readonly gain: Float32Array;
  /** `[outputs]` */
  readonly shift: Float32Array;
}

/** One fully connected layer: `y = x W + b`, followed in all but a tower's last layer by the norm, if any, and relu. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]`. */
  readonly weights: Float32Array;
  /** `[outputs]`. */
  readonly bias: Float32Array;
  readonly norm?: LayerNorm;
}

/** How one bag of a tower is pooled in place of the mean: what its rows say to a learnt query, and how recent they are. */
export interface HistoryAttention {
  /** Which of the tower's inputs. */
  readonly input: number;
  /** `[dim]` */
  readonly query: Float32Array;
  /** `[length]`: of a record's last entry, the one before it, and so on; all older ones share the last. */
  readonly bias: Float32Array;
}

/**
 * A network from features to a unit vector `[dim]`.
 *
 * With layers, the feature vectors are concatenated `[inputs.length * dim]` and pass through them, the last of which
 * puts out `dim`; `residual` adds the feature vectors' sum to that. Without (`hidden: []`), the feature vectors are summed.
 * Both ends in L2 normalisation.
 */
export interface Tower {
  readonly inputs: readonly TowerInput[];
  readonly layers: readonly DenseLayer[];
  /** The layers learn what to add to the plain sum. Of no effect without layers. */
  readonly residual?: boolean;
  readonly attention?: HistoryAttention;
}

/** Two towers over shared tables; the user's history reads the item's ID table. */
export interface TwoTowerModel {
  readonly dim: number;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly user: Tower;
  readonly item: Tower;
}
