import type { EmbeddingTable } from '../embedding-table.ts';
import type { TwoTowerModel } from '../model.ts';
import type { BatchWork } from './batch-work.ts';
import { withConstants } from './constant-candidates.ts';
import type { DenseAdagrad } from './dense-adagrad.ts';
import { scoreRange } from './diagnosis.ts';
import type { Dropout } from './dropout.ts';
import type { Engine } from './engine.ts';
import { createLoss } from './losses/create-loss.ts';
import type { RowGradients } from './row-gradients.ts';
import { selfSupervise } from './self-supervision.ts';
import { towerTeacher } from './tower-teacher.ts';
import type { TrainBatch } from './train-batch.ts';
import type { TrainStepOptions } from './train-step.ts';

/** Batches by TensorFlow: every loss and option, custom ones too. */
export function tensorWork(
  engine: Engine,
  model: TwoTowerModel,
  options: TrainStepOptions,
  temperatureNow: () => number,
  dense: DenseAdagrad,
  rows: ReadonlyMap<EmbeddingTable, RowGradients>,
): BatchWork {
  const { selfSupervision, learnTemperature = false } = options;
  const loss = createLoss(options.loss ?? { kind: 'softmax' });
  const user = towerTeacher(engine, model, 'user', dense, rows);
  const item = towerTeacher(engine, model, 'item', dense, rows);

  const score = (batch: TrainBatch, dropout: Dropout | null) => {
    const passes = {
      user: user.forward(batch.users, dropout?.drawFor(engine, 'user')),
      item: item.forward(batch.items, dropout?.drawFor(engine, 'item')),
    };
    const { logQ, positiveLogQ, weights, hits, own, chosen } = batch;
    const privateRows = batch.users.size * (own?.perRow ?? 0);
    const { items, ofTower } = withConstants(engine, passes.item.vectors, batch.constants, privateRows);
    const vectors = { users: passes.user.vectors, items };
    const temperature = temperatureNow();
    const input = {
      ...vectors,
      logQ,
      positiveLogQ,
      weights,
      hits,
      own,
      chosen,
      temperature,
      learnTemperature,
    };
    return { passes, scored: items, ofTower, ...loss(engine, input) };
  };

  return {
    loss: (batch) => score(batch, null).loss,
    collect: (batch, dropout) => {
      const { passes, users, items, scored, ofTower, ...result } = score(batch, dropout);
      user.backward(passes.user, users);
      item.backward(passes.item, ofTower(items));
      const supervised =
        selfSupervision && selfSupervise(engine, item, batch.views, selfSupervision, dropout);
      return {
        ...result,
        loss: result.loss + (supervised ?? 0),
        positives: () =>
          engine.tf
            .slice(passes.item.vectors, [0, 0], [batch.users.size, model.dim])
            .dataSync<'float32'>()
            .slice(),
        scoreRange: () => scoreRange(engine, passes.user.vectors, scored, batch.logQ, temperatureNow()),
      };
    },
    within: (calls) => {
      engine.activate();
      engine.tf.engine().startScope();
      try {
        return calls();
      } finally {
        engine.tf.engine().endScope();
      }
    },
  };
}
