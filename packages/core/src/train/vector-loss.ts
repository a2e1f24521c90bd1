import type { TrainBatch } from './train-batch.ts';

/** A batch as its vectors: what a loss of any engine is told. */
export interface VectorBatch
  extends Pick<TrainBatch, 'logQ' | 'positiveLogQ' | 'weights' | 'hits' | 'own' | 'chosen'> {
  /** B */
  readonly size: number;
  /** C + B * H */
  readonly rows: number;
  /** Unit vectors `[B, dim]`, perhaps with more behind. */
  readonly users: Float32Array;
  /** Unit vectors `[C + B * H, dim]`, perhaps with more behind. */
  readonly items: Float32Array;
  readonly temperature: number;
}

/** Good until the next batch, and the caller's to overwrite until then. */
export interface VectorGradients {
  readonly loss: number;
  /** `[B, dim]` and `[C + B * H, dim]`. */
  readonly ofUsers: Float32Array;
  readonly ofItems: Float32Array;
  /** Gradient by the log of the temperature, where it is learnt and the loss has one. */
  readonly logTemperature?: number;
}

export type VectorLoss = (batch: VectorBatch) => VectorGradients;
