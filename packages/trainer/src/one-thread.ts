import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { createTrainStep, type StepDiagnosis } from '@twotower/core/train';
import { epochBatches } from './batches.ts';
import { createNegatives } from './negatives.ts';
import { negativesState, negativesTensors, withoutNegatives } from './negatives-state.ts';
import { stepOptions } from './step-options.ts';
import { everyMilliseconds, openTally } from './tally.ts';
import type { Lessons, Teacher } from './teacher.ts';

/** Teaches in the calling thread, one batch after the other. */
export async function teachHere(lessons: Lessons): Promise<Teacher> {
  const { engine, config, data, windows, model, state, notFinite } = lessons;
  const step = createTrainStep(engine, model, await stepOptions(config));
  if (state) {
    step.restore(withoutNegatives(state));
  }
  const negatives = await createNegatives(config, data.counts, state && negativesState(state));
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
          throw notFinite(loss, epoch, sums.done);
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
    state: async () => ({ ...step.state(), ...negativesTensors(negatives) }),
    end: async () => step.dispose(),
  };
}
