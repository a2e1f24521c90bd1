import type { JobResult } from '@twotower/schema';
import type { Job } from '@twotower/store';
import type { Logger } from 'pino';
import type { DaemonObserver } from './daemon-observer.ts';

/** Writes what a daemon does into its log, a line a step. */
export function logObserver(log: Logger): DaemonObserver {
  const about = ({ id, kind }: Job) => ({ job: id, kind });
  return {
    onWaiting: () => log.info('another daemon works on this store; waiting until it ends'),
    onLead: (leads) => log.info(leads ? 'leading: jobs of this store are done here' : 'leading no more'),
    onBegin: (job) =>
      log.info({ ...about(job), askedBy: job.askedBy, attempt: job.attempts }, `${job.kind} begins`),
    onProgress: (job, message) => log.info(about(job), message),
    onEnd(job, outcome, milliseconds) {
      const seconds = Math.round(milliseconds / 100) / 10;
      const line = { ...about(job), seconds };
      switch (outcome.kind) {
        case 'done':
          return log.info({ ...line, result: outcome.result }, inWords(outcome.result));
        case 'failed': {
          const { error, retryIn } = outcome;
          const next =
            retryIn === undefined ? 'somebody has to mend it' : 'it is tried again while attempts are left';
          return log.error(
            { ...line, attempt: job.attempts, retryIn },
            `${job.kind} failed: ${error}; ${next}`,
          );
        }
        case 'cancelled':
          return log.warn(line, `${job.kind} was cancelled`);
        case 'given-back':
          return log.info(line, `${job.kind} is left to whoever comes next`);
        case 'lost':
          return log.warn(line, `${job.kind} was taken up by another`);
      }
    },
    onFault: (error) => log.error({ err: error }, 'the store could not be used; it is tried again'),
  };
}

function inWords(result: JobResult): string {
  switch (result.kind) {
    case 'nothing-new':
      return `nothing that ${result.bundleId} has not learnt`;
    case 'delta':
      return `delta ${result.deltaSequence} of ${result.bundleId}: ${result.positives} positives, ${result.rows} rows`;
    case 'accepted':
      return `${result.bundleId} is the champion`;
    case 'rejected':
      return `the new bundle was refused; ${result.bundleId} stays the champion`;
    case 'pruned':
      return `${result.bundles.length} bundles and ${result.events} events removed`;
  }
}
