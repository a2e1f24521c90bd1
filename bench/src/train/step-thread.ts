import { parentPort, workerData } from 'node:worker_threads';
import type { TwoTowerModel } from '@twotower/core';
import {
  createTrainStep,
  type DenseState,
  type TrainBatch,
  type TrainStepOptions,
} from '@twotower/core/train';
import { type EngineKind, openEngine } from './engine-kind.ts';

export interface StepThreadStart {
  readonly engine: EngineKind;
  readonly model: TwoTowerModel;
  readonly dense: DenseState;
  readonly batches: readonly TrainBatch[];
  readonly options: TrainStepOptions;
  readonly threads: number;
  readonly seconds: number;
  /** `[1]`: threads that are ready; all begin when the last one is. */
  readonly waiting: Int32Array;
}

export interface StepThreadDone {
  readonly samples: number;
  readonly seconds: number;
  readonly steps: number;
  /** Sum over the steps. */
  readonly loss: number;
}

/** Steps before time is taken, in which buffers grow and code is compiled. */
const warmUp = 10;

const { engine, model, dense, batches, options, threads, seconds, waiting }: StepThreadStart = workerData;
const step = createTrainStep(await openEngine(engine), model, { ...options, dense });
for (let n = 0; n < warmUp; n++) {
  step.run(batches[n % batches.length]);
}
if (Atomics.add(waiting, 0, 1) === threads - 1) {
  Atomics.notify(waiting, 0);
}
for (let ready = Atomics.load(waiting, 0); ready < threads; ready = Atomics.load(waiting, 0)) {
  // A time limit, as a thread may get ready between the look and the wait.
  Atomics.wait(waiting, 0, ready, 10);
}

const started = performance.now();
let [samples, steps, loss, elapsed] = [0, 0, 0, 0];
while (elapsed < seconds) {
  const batch = batches[(warmUp + steps++) % batches.length];
  loss += step.run(batch);
  samples += batch.users.size;
  elapsed = (performance.now() - started) / 1000;
}
const done: StepThreadDone = { samples, seconds: elapsed, steps, loss };
parentPort?.postMessage(done);
