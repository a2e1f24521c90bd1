import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { createTrainStep, type StepDiagnosis } from '@twotower/core/train';
import { passBatches } from './batches.ts';
import { blameFor } from './blame-for.ts';
import { drawnCounts } from './drawn-counts.ts';
import { heldState, restoreStep } from './held-state.ts';
import type { Lessons } from './lessons.ts';
import { createNegatives } from './negatives.ts';
import { importNegatives } from './negatives-state.ts';
import { stepOptions } from './step-options.ts';
import { everyMilliseconds, openTally } from './tally.ts';
import type { Teacher } from './teacher.ts';

/** Teaches in the calling thread, one batch after the other. */
export async function teachHere(lessons: Lessons): Promise<Teacher> {
  const { engine, config, data, feed, model, held, learns, notFinite } = lessons;
  const step = createTrainStep(engine, model, await stepOptions(config, learns));
  if (held) {
    restoreStep(step, held);
  }
  const drawn = drawnCounts(data.positives, data.counts, config.training);
  const negatives = await createNegatives(config, data.counts, drawn, held && importNegatives(config, held));
  const source = { config, data, negatives };
  return {
    async teach(number, mined) {
      const tally = openTally(lessons, number);
      const sums = { done: 0, loss: 0 };
      let diagnosis: StepDiagnosis | undefined;
      let reported = performance.now();
      for (const batch of passBatches(source, feed.pass(number), mined)) {
        diagnosis ??= step.diagnose(batch);
        const loss = step.run(batch);
        if (!Number.isFinite(loss)) {
          throw notFinite(loss, number, sums.done, blameFor(batch, model, config));
        }
        sums.done += batch.users.size;
        sums.loss += loss * batch.users.size;
        if (performance.now() - reported > everyMilliseconds) {
          reported = performance.now();
          tally.report(sums);
          await yieldToEvents();
        }
      }
      return { record: tally.record(sums), ...(diagnosis && { diagnosis }) };
    },
    held: async () => heldState(step, negatives),
    end: async () => step.dispose(),
  };
}
