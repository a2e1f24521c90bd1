import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TwoTowerModel } from '@twotower/core';
import { createDenseState, loadEngine, type TrainBatch, type TrainStepOptions } from '@twotower/core/train';
import type { EngineKind } from './engine-kind.ts';
import type { StepThreadDone, StepThreadStart } from './step-thread.ts';

const module = new URL(`./step-thread${extname(import.meta.url)}`, import.meta.url);

export interface TaughtRate {
  readonly samplesPerSecond: number;
  /** Mean over the batches taught. */
  readonly loss: number;
  readonly steps: number;
}

export interface Lessons {
  readonly engine: EngineKind;
  readonly model: TwoTowerModel;
  /** Batches that are there before time is taken; threads deal them out and begin again at the end. */
  readonly batches: readonly TrainBatch[];
  readonly options: TrainStepOptions;
  readonly threads: number;
  readonly seconds: number;
}

/** How fast threads teach one model together, each with a step of its own: gathers, the step and row updates, no input. */
export async function taughtTogether(lessons: Lessons): Promise<TaughtRate> {
  const { engine, model, batches, options, threads, seconds } = lessons;
  if (engine === 'tensorflow') {
    // First by one thread alone, as in a training run: it has crashed where two loaded it at once.
    await loadEngine('native', { threads: 1, kernel: false });
  }
  const dense = createDenseState(model, options);
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  const ended = Array.from({ length: threads }, (_, t) => {
    const own = batches.filter((_, b) => b % threads === t);
    const start: StepThreadStart = { engine, model, dense, batches: own, options, threads, seconds, waiting };
    return new Promise<StepThreadDone>((resolve, reject) => {
      const worker = new Worker(module, { workerData: start });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`a thread ended early with exit code ${code}`)));
    });
  });
  const done = await Promise.all(ended);
  const sum = (of: (thread: StepThreadDone) => number) =>
    done.reduce((total, thread) => total + of(thread), 0);
  const steps = sum((thread) => thread.steps);
  return {
    samplesPerSecond: sum((thread) => thread.samples / thread.seconds),
    loss: sum((thread) => thread.loss) / steps,
    steps,
  };
}
