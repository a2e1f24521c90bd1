import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { StepDiagnosis, TrainBatch, TrainStep } from '@twotower/core/train';
import type { EpochRecord } from '@twotower/schema';
import type { OnProgress } from './progress.ts';

export interface EpochInput {
  readonly epoch: number;
  readonly epochs: number;
  /** Samples of an epoch, for progress. */
  readonly total: number;
  readonly batches: Iterable<TrainBatch>;
  readonly step: TrainStep;
  readonly onProgress?: OnProgress;
  /** What to throw where the loss is no longer a number. */
  readonly notFinite: (loss: number, done: number) => Error;
}

export interface EpochResult {
  readonly record: EpochRecord;
  /** Of the epoch's first batch, before it was learnt. */
  readonly diagnosis?: StepDiagnosis;
}

/** Teaches one epoch's batches. */
export async function runEpoch(input: EpochInput): Promise<EpochResult> {
  const { epoch, epochs, total, batches, step, onProgress, notFinite } = input;
  const started = performance.now();
  let diagnosis: StepDiagnosis | undefined;
  let done = 0;
  let lossSum = 0;
  let reported = started;
  for (const batch of batches) {
    diagnosis ??= step.diagnose(batch);
    const loss = step.run(batch);
    if (!Number.isFinite(loss)) {
      throw notFinite(loss, done);
    }
    done += batch.users.size;
    lossSum += loss * batch.users.size;
    const now = performance.now();
    if (now - reported > 200) {
      reported = now;
      onProgress?.({
        kind: 'epoch-progress',
        epoch,
        epochs,
        done,
        total,
        loss: lossSum / done,
        samplesPerSecond: (done / (now - started)) * 1000,
      });
      await yieldToEvents();
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    record: { epoch, loss: lossSum / done, seconds, samplesPerSecond: done / seconds },
    ...(diagnosis && { diagnosis }),
  };
}
