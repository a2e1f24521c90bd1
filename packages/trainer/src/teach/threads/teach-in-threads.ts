import { createDenseState, type StepDiagnosis } from '@twotower/core/train';
import { describeContext } from '@twotower/features';
import { learningConfig } from '../../prepare/learning-config.ts';
import { drawnCounts } from '../drawn-counts.ts';
import { epochOrder, epochRandom } from '../epoch-order.ts';
import { type EpochSums, everyMilliseconds, openTally } from '../tally.ts';
import type { Lessons, Teacher } from '../teacher.ts';
import type { SharedWindow } from './messages.ts';
import { SharedArena, shareArrays } from './share-arrays.ts';
import { Thread } from './thread.ts';

/** An epoch's windows, of which the first is open. */
interface OpenEpoch {
  readonly epoch: number;
  readonly opening: Generator<SharedWindow>;
  readonly first: IteratorResult<SharedWindow>;
}

/**
 * Teaches in worker threads, each with a train step of its own; tables, layers and the optimiser's dense state are shared
 * (see `DenseState` of core for how they merge). This thread reads and orders the next window while they teach one, and
 * waits for all of them at a window's and an epoch's end. An estimate of streaming frequency and a queue of past vectors
 * are each thread's own, of the batches that it taught; the first thread's are what a checkpoint keeps.
 *
 * @throws TrainerError or ConfigError where a thread does not start
 */
export async function teachInThreads(lessons: Lessons, workers: number): Promise<Teacher> {
  const { engine, config, data, windows, model, state, notFinite } = lessons;
  const { items, encodedUsers, encodedItems, encodedContext } = data;
  const shared = shareArrays({
    data: { items, encodedUsers, encodedItems, encodedContext: describeContext(encodedContext) },
    counts: data.counts,
    drawn: drawnCounts(data.positives, data.counts, config.training),
    ...(state && { state }),
  });
  const dense = createDenseState(model, { temperature: config.model.temperature });
  const progress = Array.from({ length: workers }, () => new Float64Array(new SharedArrayBuffer(16)));
  const threads: Thread[] = [];
  const end = async () => void (await Promise.all(threads.map((thread) => thread.end())));
  try {
    // One after the other: TensorFlow has crashed where two threads loaded it at once.
    for (const [worker, own] of progress.entries()) {
      const thread = new Thread({
        ...shared,
        worker,
        engine: engine.name,
        kernel: engine.kernel !== undefined,
        config: learningConfig(config),
        model,
        dense,
        progress: own,
      });
      threads.push(thread);
      await thread.begun();
    }
  } catch (error) {
    await end();
    throw error;
  }

  const arenas = [new SharedArena(), new SharedArena()] as const;
  let held = 0;

  /** The epoch's windows in shared memory; one stays as it is until the next but one is asked for. */
  function* sharedWindows(epoch: number): Generator<SharedWindow> {
    const random = epochRandom(config, epoch);
    for (const window of epochOrder(config, windows, data.counts, epoch, random)) {
      yield {
        ...arenas[held++ % 2].hold(window),
        epoch,
        drawSeed: random.integer(2 ** 32),
        next: new Int32Array(new SharedArrayBuffer(4)),
      };
    }
  }

  /** The first window of the epoch to come, read while the one before was taught. */
  let ahead: OpenEpoch | undefined;
  const openEpoch = (epoch: number): OpenEpoch => {
    const opening = sharedWindows(epoch);
    return { epoch, opening, first: opening.next() };
  };

  const sums = (): EpochSums =>
    progress.reduce((sum, [done, loss]) => ({ done: sum.done + done, loss: sum.loss + loss }), {
      done: 0,
      loss: 0,
    });

  return {
    async teach(epoch, mined) {
      const tally = openTally(lessons, epoch);
      for (const own of progress) {
        own.fill(0);
      }
      let diagnosis: StepDiagnosis | undefined;
      const timer = setInterval(() => sums().done > 0 && tally.report(sums()), everyMilliseconds);
      try {
        const { opening, first } = ahead?.epoch === epoch ? ahead : openEpoch(epoch);
        ahead = undefined;
        const lists = shareArrays(mined);
        let opened = first;
        while (!opened.done) {
          const window = { ...opened.value, ...(lists && { mined: lists }) };
          const taught = threads.map((thread, t) =>
            thread.ask({ kind: 'teach', window, diagnose: t === 0 && diagnosis === undefined }),
          );
          // The threads have their window; meanwhile this one reads the next, be it of the next epoch.
          const reading = Promise.resolve().then(() => {
            const following = opening.next();
            if (following.done && epoch < lessons.epochs) {
              ahead = openEpoch(epoch + 1);
            }
            return following;
          });
          const [next, ...answers] = await Promise.all([reading, ...taught]);
          for (const answer of answers) {
            if (answer.kind === 'not-finite') {
              throw notFinite(answer.loss, epoch, sums().done, answer.blame);
            }
            diagnosis ??= answer.kind === 'taught' ? answer.diagnosis : undefined;
          }
          opened = next;
        }
      } finally {
        clearInterval(timer);
      }
      return { record: tally.record(sums()), ...(diagnosis && { diagnosis }) };
    },
    async state() {
      const answer = await threads[0].ask({ kind: 'state' });
      return answer.kind === 'state' ? answer.state : {};
    },
    end,
  };
}
