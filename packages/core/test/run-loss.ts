import type { Engine, LossOptions } from '../src/train/index.ts';
import { createLoss } from '../src/train/index.ts';
import type { PlainBatch } from './plain-losses.ts';

/** A loss on an engine, from plain numbers to plain numbers. */
export function runLoss(engine: Engine, options: LossOptions, batch: PlainBatch, learnTemperature = true) {
  engine.activate();
  const { tf } = engine;
  tf.engine().startScope();
  try {
    const { own, chosen } = batch;
    const { loss, users, items, logTemperature } = createLoss(options)(engine, {
      users: tf.tensor2d(batch.users),
      items: tf.tensor2d(batch.items),
      logQ: Float32Array.from(batch.logQ),
      weights: Float32Array.from(batch.weights),
      hits: Int32Array.from(batch.hits),
      own: own && { perRow: own.perRow, present: own.present && Uint8Array.from(own.present) },
      chosen: chosen && Int32Array.from(chosen),
      temperature: batch.temperature,
      learnTemperature,
    });
    return { loss, users: [...users.dataSync()], items: [...items.dataSync()], logTemperature };
  } finally {
    tf.engine().endScope();
  }
}
