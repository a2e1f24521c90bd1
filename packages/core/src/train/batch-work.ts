import type { Products } from '@twotower/kernel';
import type { TwoTowerModel } from '../model.ts';
import { type Masks, type TowerGradients, TowerPass } from '../tower-pass.ts';
import type { StepDiagnosis } from './diagnosis.ts';
import { scoreRange } from './score-range.ts';
import type { SelfSupervisor } from './self-supervision.ts';
import type { TrainBatch } from './train-batch.ts';
import type { VectorLoss } from './vector-loss.ts';
import { WithConstants } from './with-constants.ts';

/** A batch's loss and gradients. Writes nothing of the model. */
export interface BatchWork {
  /** The loss alone. */
  loss(batch: TrainBatch): number;
  /** The loss, with its gradients added to those of rows and layers. */
  collect(batch: TrainBatch, masks: Masks | null): CollectedBatch;
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

export interface BatchParts {
  readonly products: Products;
  readonly model: TwoTowerModel;
  readonly lossOf: VectorLoss;
  readonly temperatureNow: () => number;
  readonly user: TowerGradients;
  readonly item: TowerGradients;
  /** Through which the rows of items move. */
  readonly candidates: 'all' | 'in-batch';
  readonly supervise?: SelfSupervisor;
}

/** Both towers, the loss, and both towers back; buffers grow to the largest batch. */
export function batchWork(parts: BatchParts): BatchWork {
  const { products, model, lossOf, temperatureNow, supervise, candidates } = parts;
  const { dim } = model;
  const user = new TowerPass(products, model, 'user');
  const item = new TowerPass(products, model, 'item');
  const constants = new WithConstants();

  const score = (batch: TrainBatch, masks: Masks | null) => {
    const { size } = batch.users;
    const users = user.forward(batch.users, masks);
    const vectors = item.forward(batch.items, masks);
    const computed = batch.items.size * dim;
    const shared = computed - size * (batch.own?.perRow ?? 0) * dim;
    const items = constants.join(vectors, shared, computed, batch.constants);
    const { logQ, positiveLogQ, weights, hits, own, chosen } = batch;
    const scored = {
      users,
      items,
      size,
      rows: (computed + (batch.constants?.length ?? 0)) / dim,
      logQ,
      positiveLogQ,
      weights,
      hits,
      own,
      chosen,
      temperature: temperatureNow(),
    };
    return { scored, vectors, shared, computed, ...lossOf(scored) };
  };

  return {
    loss: (batch) => score(batch, null).loss,
    collect: (batch, masks) => {
      const result = score(batch, masks);
      const { scored, vectors, shared, computed, logTemperature } = result;
      constants.leaveOut(result.ofItems, shared, computed, batch.constants);
      multiply(result.ofUsers, batch.scale);
      multiply(result.ofItems, batch.scale);
      user.backward(result.ofUsers, parts.user);
      item.backward(result.ofItems, parts.item, candidates === 'all' ? batch.items.size : scored.size);
      return {
        loss: result.loss + (supervise?.(batch.views, masks) ?? 0),
        ...(logTemperature !== undefined && { logTemperature: logTemperature * (batch.scale ?? 1) }),
        positives: () => vectors.slice(0, scored.size * dim),
        scoreRange: () => scoreRange(products, scored, dim),
      };
    },
  };
}

function multiply(gradient: Float32Array, scale: number | undefined): void {
  if (scale === undefined) return;
  for (let i = 0; i < gradient.length; i++) gradient[i] *= scale;
}
