// What a worker thread of training runs.
import { parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '@twotower/core';
import { createTrainStep, loadStepEngine, type StepDiagnosis } from '@twotower/core/train';
import { openContext } from '@twotower/features';
import { assembleBatch, type BatchSource, openWindow } from '../assemble-batch.ts';
import { createNegatives } from '../negatives.ts';
import { negativesState, negativesTensors, withoutNegatives } from '../negatives-state.ts';
import { stepOptions } from '../step-options.ts';
import type { Answer, Ask, SharedWindow, ThreadStart } from './messages.ts';

/** The thread's own step and negatives over what all threads share. */
async function openThread({
  worker,
  engine,
  kernel,
  config,
  data,
  counts,
  model,
  dense,
  state,
  progress,
}: ThreadStart) {
  const options = await stepOptions(config);
  const { dropout } = options;
  const step = createTrainStep(await loadStepEngine(engine, options, kernel), model, {
    ...options,
    dense,
    ...(dropout && { dropout: { ...dropout, seed: dropout.seed + worker * 7_919 } }),
  });
  if (state) {
    step.restore(withoutNegatives(state));
  }
  const negatives = await createNegatives(config, counts, state && negativesState(state));
  const source: BatchSource = {
    config,
    data: { ...data, encodedContext: openContext(data.encodedContext) },
    negatives,
  };
  const { batchSize } = config.training;

  return {
    teach({ window, order, epoch, mined, drawSeed, next }: SharedWindow, diagnose: boolean): Answer {
      const draws = openWindow(source, window, epoch, mined);
      let diagnosis: StepDiagnosis | undefined;
      for (;;) {
        const claimed = Atomics.add(next, 0, 1);
        const events = order.subarray(claimed * batchSize, (claimed + 1) * batchSize);
        if (events.length === 0) {
          return { kind: 'taught', ...(diagnosis && { diagnosis }) };
        }
        const batch = assembleBatch(source, draws, events, seededRandom(drawSeed + claimed));
        if (diagnose) {
          diagnosis ??= step.diagnose(batch);
        }
        const loss = step.run(batch);
        if (!Number.isFinite(loss)) {
          return { kind: 'not-finite', loss };
        }
        progress[0] += events.length;
        progress[1] += loss * events.length;
      }
    },
    state: (): Answer => ({ kind: 'state', state: { ...step.state(), ...negativesTensors(negatives) } }),
  };
}

function failed(error: unknown): Answer {
  return error instanceof Error
    ? { kind: 'failed', name: error.name, message: error.message }
    : { kind: 'failed', name: 'Error', message: String(error) };
}

const port = parentPort;
const answer = (message: Answer): void => port?.postMessage(message);
try {
  const thread = await openThread(workerData);
  port?.on('message', (ask: Ask) => {
    try {
      answer(ask.kind === 'teach' ? thread.teach(ask.window, ask.diagnose) : thread.state());
    } catch (error) {
      answer(failed(error));
    }
  });
  answer({ kind: 'ready' });
} catch (error) {
  answer(failed(error));
}
