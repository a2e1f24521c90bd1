// What a worker thread of training runs.
import { parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '@twotower/core';
import { createTrainStep, loadStepEngine, type StepDiagnosis } from '@twotower/core/train';
import { openContext } from '@twotower/features';
import { assembleBatch, type BatchSource, openWindow } from '../assemble-batch.ts';
import { blameFor } from '../blame-for.ts';
import { heldState, restoreStep } from '../held-state.ts';
import { createNegatives } from '../negatives.ts';
import { importNegatives } from '../negatives-state.ts';
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
  drawn,
  model,
  dense,
  learns,
  held,
  progress,
}: ThreadStart) {
  const options = await stepOptions(config, learns);
  const { dropout } = options;
  const step = createTrainStep(await loadStepEngine(engine, options, kernel), model, {
    ...options,
    dense,
    ...(dropout && { dropout: { ...dropout, seed: dropout.seed + worker * 7_919 } }),
  });
  if (held) {
    restoreStep(step, held);
  }
  const negatives = await createNegatives(config, counts, drawn, held && importNegatives(config, held));
  const source: BatchSource = {
    config,
    data: { ...data, encodedContext: openContext(data.encodedContext) },
    negatives,
  };
  const { batchSize } = config.training;

  return {
    teach({ window, order, pass, mined, drawSeed, next }: SharedWindow, diagnose: boolean): Answer {
      const draws = openWindow(source, window, pass, mined);
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
          const blame = blameFor(batch, model, config);
          return { kind: 'not-finite', loss, ...(blame && { blame }) };
        }
        progress[0] += events.length;
        progress[1] += loss * events.length;
      }
    },
    held: (): Answer => ({ kind: 'held', held: heldState(step, negatives) }),
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
      answer(ask.kind === 'teach' ? thread.teach(ask.window, ask.diagnose) : thread.held());
    } catch (error) {
      answer(failed(error));
    }
  });
  answer({ kind: 'ready' });
} catch (error) {
  answer(failed(error));
}
