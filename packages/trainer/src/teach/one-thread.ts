import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { createTrainStep, type StepDiagnosis } from '@twotower/core/train';
import { epochBatches } from './batches.ts';
import { blameFor } from './blame-for.ts';
import { drawnCounts } from './drawn-counts.ts';
import { createNegatives } from './negatives.ts';
import { negativesState, negativesTensors } from './negatives-state.ts';
import { stepOptions } from './step-options.ts';
import { everyMilliseconds, openTally } from './tally.ts';
import type { Lessons, Teacher } from './teacher.ts';

/** Teaches in the calling thread, one batch after the other. */
export async function teachHere(lessons: Lessons): Promise<Teacher> {
  const { engine, config, data, windows, model, state, notFinite } = lessons;
  const step = createTrainStep(engine, model, await stepOptions(config));
  if (state) {
    step.restore(state);
  }
  const drawn = drawnCounts(data.positives, data.counts, config.training);
  const negatives = await createNegatives(config, data.counts, drawn, state && negativesState(config, state));
  const source = { config, data, negatives, windows, counts: data.counts };
  return {
    async teach(epoch, mined) {
      const tally = openTally(lessons, epoch);
      const sums = { done: 0, loss: 0 };
      let diagnosis: StepDiagnosis | undefined;
      let reported = performance.now();
      for (const batch of epochBatches(source, epoch, mined)) {
        diagnosis ??= step.diagnose(batch);
        const loss = step.run(batch);
        if (!Number.isFinite(loss)) {
          throw notFinite(loss, epoch, sums.done, blameFor(batch, model, config));
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
    state: async () => ({ ...step.denseState(), ...negativesTensors(negatives) }),
    end: async () => step.dispose(),
  };
}
