import type { StepDiagnosis } from './diagnosis.ts';
import type { Dropout } from './dropout.ts';
import type { TrainBatch } from './train-batch.ts';

/** How a batch's loss and gradients are worked out: by TensorFlow, or by the native kernel. Writes nothing of the model. */
export interface BatchWork {
  /** The loss alone. */
  loss(batch: TrainBatch): number;
  /** The loss, with its gradients added to those of rows and layers. */
  collect(batch: TrainBatch, dropout: Dropout | null): CollectedBatch;
  /** Runs one of the calls above, and whatever reads its result, from begin to end. */
  within<T>(calls: () => T): T;
}

/** A batch whose gradients are collected; to be read before the next one. */
export interface CollectedBatch {
  readonly loss: number;
  /** Gradient by the log of the temperature, where it is learnt and the loss has one. */
  readonly logTemperature?: number;
  /** The positives' vectors `[B, dim]`, the caller's own. */
  positives(): Float32Array;
  scoreRange(): StepDiagnosis['scores'];
}
