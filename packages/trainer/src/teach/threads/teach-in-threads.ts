import { createDenseState, type StepDiagnosis } from '@twotower/core/train';
import { describeContext } from '@twotower/features';
import { learningConfig } from '../../prepare/learning-config.ts';
import { SharedArena, shareArrays } from '../../prepare/share-arrays.ts';
import { drawnCounts } from '../drawn-counts.ts';
import type { Pass } from '../feed.ts';
import type { Lessons } from '../lessons.ts';
import { type EpochSums, everyMilliseconds, openTally } from '../tally.ts';
import type { Teacher } from '../teacher.ts';
import type { SharedWindow } from './messages.ts';
import { Thread } from './thread.ts';

/** A pass's windows, of which the first is open. */
interface OpenPass {
  readonly number: number;
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
  const { engine, config, data, feed, model, held, learns, notFinite } = lessons;
  const { items, encodedUsers, encodedItems, encodedContext } = data;
  const shared = shareArrays({
    data: { items, encodedUsers, encodedItems, encodedContext: describeContext(encodedContext) },
    counts: data.counts,
    drawn: drawnCounts(data.positives, data.counts, config.training),
    ...(held && { held }),
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
        learns,
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
  let opened = 0;

  /** The pass's windows in shared memory; one stays as it is until the next but one is asked for. */
  function* sharedWindows({ number, random, windows }: Pass): Generator<SharedWindow> {
    for (const window of windows) {
      yield {
        ...arenas[opened++ % 2].hold(window),
        pass: number,
        drawSeed: random.integer(2 ** 32),
        next: new Int32Array(new SharedArrayBuffer(4)),
      };
    }
  }

  /** The first window of the pass to come, read while the one before was taught. */
  let ahead: OpenPass | undefined;
  const openPass = (number: number): OpenPass => {
    const opening = sharedWindows(feed.pass(number));
    return { number, opening, first: opening.next() };
  };

  const sums = (): EpochSums =>
    progress.reduce((sum, [done, loss]) => ({ done: sum.done + done, loss: sum.loss + loss }), {
      done: 0,
      loss: 0,
    });

  return {
    async teach(number, mined) {
      const tally = openTally(lessons, number);
      for (const own of progress) {
        own.fill(0);
      }
      let diagnosis: StepDiagnosis | undefined;
      const timer = setInterval(() => sums().done > 0 && tally.report(sums()), everyMilliseconds);
      try {
        const { opening, first } = ahead?.number === number ? ahead : openPass(number);
        ahead = undefined;
        const lists = shareArrays(mined);
        let open = first;
        while (!open.done) {
          const window = { ...open.value, ...(lists && { mined: lists }) };
          const taught = threads.map((thread, t) =>
            thread.ask({ kind: 'teach', window, diagnose: t === 0 && diagnosis === undefined }),
          );
          // The threads have their window; meanwhile this one reads the next, be it of the next pass.
          const reading = Promise.resolve().then(() => {
            const following = opening.next();
            if (following.done && number < feed.passes) {
              ahead = openPass(number + 1);
            }
            return following;
          });
          const [next, ...answers] = await Promise.all([reading, ...taught]);
          for (const answer of answers) {
            if (answer.kind === 'not-finite') {
              throw notFinite(answer.loss, number, sums().done, answer.blame);
            }
            diagnosis ??= answer.kind === 'taught' ? answer.diagnosis : undefined;
          }
          open = next;
        }
      } finally {
        clearInterval(timer);
      }
      return { record: tally.record(sums()), ...(diagnosis && { diagnosis }) };
    },
    async held() {
      const answer = await threads[0].ask({ kind: 'held' });
      return answer.kind === 'held' ? answer.held : {};
    },
    end,
  };
}
