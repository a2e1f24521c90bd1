import type { Kernel } from '@twotower/kernel';
import type { EmbeddingTable } from '../../embedding-table.ts';
import type { TwoTowerModel } from '../../model.ts';
import type { BatchWork } from '../batch-work.ts';
import type { DenseAdagrad } from '../dense-adagrad.ts';
import type { Dropout } from '../dropout.ts';
import type { RowGradients } from '../row-gradients.ts';
import type { TrainBatch } from '../train-batch.ts';
import type { TrainStepOptions } from '../train-step.ts';
import { grown } from './grown.ts';
import { kernelKind, kernelLoss } from './kernel-loss.ts';
import { KernelTower } from './kernel-tower.ts';

/** Whether the kernel knows how to do what is asked: losses of the softmax family, without self-supervision. */
export function kernelFits({
  loss,
  selfSupervision,
}: Pick<TrainStepOptions, 'loss' | 'selfSupervision'>): boolean {
  return selfSupervision === undefined && kernelKind(loss) !== undefined;
}

/** Batches by the native kernel: no tensors; vectors, layers and gradients lie in buffers that grow to the largest batch. */
export function kernelWork(
  kernel: Kernel,
  model: TwoTowerModel,
  options: TrainStepOptions,
  temperatureNow: () => number,
  dense: DenseAdagrad,
  rows: ReadonlyMap<EmbeddingTable, RowGradients>,
): BatchWork {
  const { dim } = model;
  const user = new KernelTower(kernel, model, 'user', dense, rows);
  const item = new KernelTower(kernel, model, 'item', dense, rows);
  const loss = kernelLoss(kernel, options.loss, dim);
  let joined = new Float32Array(0);

  /** The items' vectors `[C + B * H, dim]`: the constants stand between the shared and the private ones. */
  const withConstants = (batch: TrainBatch, vectors: Float32Array, shared: number): Float32Array => {
    const { constants } = batch;
    if (constants === undefined || constants.length === 0) return vectors;
    const computed = batch.items.size * dim;
    joined = grown(joined, computed + constants.length);
    joined.set(vectors.subarray(0, shared * dim));
    joined.set(constants, shared * dim);
    joined.set(vectors.subarray(shared * dim, computed), shared * dim + constants.length);
    return joined;
  };

  const score = (batch: TrainBatch, dropout: Dropout | null) => {
    const users = user.forward(batch.users, dropout);
    const vectors = item.forward(batch.items, dropout);
    const shared = batch.items.size - batch.users.size * (batch.own?.perRow ?? 0);
    const items = withConstants(batch, vectors, shared);
    const constant = (batch.constants?.length ?? 0) / dim;
    return { users, vectors, items, shared, constant, ...loss(batch, users, items, temperatureNow()) };
  };

  return {
    loss: (batch) => score(batch, null).loss,
    collect: (batch, dropout) => {
      const { users, vectors, items, shared, constant, ...result } = score(batch, dropout);
      let logTemperature: number | undefined;
      if (options.learnTemperature === true) {
        logTemperature = 0;
        for (let i = 0; i < batch.users.size * dim; i++) logTemperature -= users[i] * result.ofUsers[i];
      }
      if (constant > 0) {
        const end = (batch.items.size + constant) * dim;
        result.ofItems.copyWithin(shared * dim, (shared + constant) * dim, end);
      }
      user.backward(result.ofUsers);
      item.backward(result.ofItems);
      return {
        loss: result.loss,
        ...(logTemperature !== undefined && { logTemperature }),
        positives: () => vectors.slice(0, batch.users.size * dim),
        scoreRange: () => scoreRange(kernel, users, items, batch, dim, temperatureNow()),
      };
    },
    within: (calls) => calls(),
  };
}

function scoreRange(
  kernel: Kernel,
  users: Float32Array,
  items: Float32Array,
  { logQ, users: { size } }: TrainBatch,
  dim: number,
  temperature: number,
): { lowest: number; highest: number } {
  const columns = logQ.length;
  const transposed = new Float32Array(dim * columns);
  for (let c = 0; c < columns; c++)
    for (let d = 0; d < dim; d++) transposed[d * columns + c] = items[c * dim + d];
  const scores = new Float32Array(columns);
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let r = 0; r < size; r++) {
    kernel.matrixProduct(
      1,
      columns,
      dim,
      users.subarray(r * dim),
      dim,
      1,
      transposed,
      columns,
      scores,
      columns,
      0,
    );
    for (let c = 0; c < columns; c++) {
      const score = scores[c] / temperature - logQ[c];
      if (score < lowest) lowest = score;
      if (score > highest) highest = score;
    }
  }
  return { lowest, highest };
}
