import type { TowerInput } from '@twotower/features';
import type { EmbeddingTable } from './embedding-table.ts';

/** One fully connected layer: `y = x K + b`, followed by relu in all but a tower's last layer. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]`. */
  readonly kernel: Float32Array;
  /** `[outputs]`. */
  readonly bias: Float32Array;
}

/**
 * A network from features to a unit vector `[dim]`.
 *
 * With layers, the feature vectors are concatenated `[inputs.length * dim]` and pass through them, the last of which
 * puts out `dim`. Without (`hidden: []`), the feature vectors are summed. Both ends in L2 normalisation.
 */
export interface Tower {
  readonly inputs: readonly TowerInput[];
  readonly layers: readonly DenseLayer[];
}

/** Two towers over shared tables; the user's history reads the item's ID table. */
export interface TwoTowerModel {
  readonly dim: number;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly user: Tower;
  readonly item: Tower;
}
