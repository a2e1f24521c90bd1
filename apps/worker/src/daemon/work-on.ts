import type { Claim, Jobs, Outcome } from '@twotower/store';
import type { Clock } from './clock.ts';
import { JobError } from './job-error.ts';
import type { RunJob } from './job-process.ts';

export interface Workshop {
  readonly jobs: Jobs;
  readonly run: RunJob;
  readonly clock: Clock;
  /** Told what a job is doing. */
  readonly onProgress: (message: string) => void;
  /** The store could not be written: a sign of life is left out, an end is told again. */
  readonly onStoreFault: (error: unknown) => void;
}

/** Milliseconds between two signs of life. */
export const beatEvery = 2000;
/** Milliseconds without a sign of life after which a job is somebody else's. */
export const lease = 60_000;
/** How long a job may go on when the daemon is to stop: what runs containers gives thirty seconds in all. */
const grace = 20_000;
/** A job that has told of no progress for so long is stuck, and is tried again. */
const silence = 3_600_000;
/** Until a failed attempt is tried again; each further time four times as long, up to the last. */
const firstRetry = 15_000;
const lastRetry = 900_000;

/**
 * Works on a job that was claimed until it has ended, is cancelled, is stuck, or is another's; when `stop` is given, a while longer.
 *
 * @returns how it ended; `lost` where that is for another to tell
 */
export async function workOn(
  claim: Claim,
  { jobs, run, clock, onProgress, onStoreFault }: Workshop,
  stop: AbortSignal,
): Promise<Outcome | { readonly kind: 'lost' }> {
  const over = new AbortController();
  const abort = new AbortController();
  let why: Outcome | { readonly kind: 'lost' } | undefined;
  const breakOff = (outcome: NonNullable<typeof why>): void => {
    why ??= outcome;
    abort.abort();
  };
  let progress: string | undefined;
  let heard = clock.now();

  const beat = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await clock.sleep(beatEvery, over.signal);
      if (over.signal.aborted) return;
      const quiet = clock.now() - heard;
      // Put back.
      if (quiet < 0) heard = clock.now();
      if (quiet > silence) {
        const minutes = Math.round(silence / 60_000);
        breakOff(failed(new JobError(`it told of no progress for ${minutes} minutes`, true), claim));
      }
      try {
        const order = await jobs.heartbeat(claim, progress);
        if (order === 'cancel') breakOff({ kind: 'cancelled' });
        if (order === 'lost') breakOff({ kind: 'lost' });
      } catch (error) {
        onStoreFault(error);
      }
    }
  };
  const leave = async (): Promise<void> => {
    await given(stop, over.signal);
    if (over.signal.aborted) return;
    await clock.sleep(grace, over.signal);
    if (!over.signal.aborted) breakOff({ kind: 'given-back' });
  };
  const beside = Promise.all([beat(), leave()]);

  const outcome = await run(claim.job.kind, {
    signal: abort.signal,
    onProgress(message) {
      progress = message;
      heard = clock.now();
      onProgress(message);
    },
  }).then(
    (result): Outcome => ({ kind: 'done', result }),
    (error: unknown) => why ?? failed(error, claim),
  );
  over.abort();
  await beside;
  return outcome;
}

function failed(error: unknown, { job }: Claim): Outcome {
  const mayPass = !(error instanceof JobError) || error.mayPass;
  const retryIn = Math.min(lastRetry, firstRetry * 4 ** (job.attempts - 1));
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', error: message, ...(mayPass && { retryIn }) };
}

/** Resolves once one of the signals is given. */
function given(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const any = AbortSignal.any([...signals]);
    if (any.aborted) resolve();
    any.addEventListener('abort', () => resolve(), { once: true });
  });
}
