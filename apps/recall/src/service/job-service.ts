import { ApiError, type JobSummary, type RecallService } from '@twotower/api';
import { type Job, mostAttempts, type Store } from '@twotower/store';
import { noSuch } from './no-such.ts';

/** The endpoints that say what a daemon does, ask it for more and stop it. Both meet in the store alone. */
export function jobService(
  { jobs, runs }: Pick<Store, 'jobs' | 'runs'>,
  hidePlaces: <T>(value: T) => T,
): Pick<RecallService, 'jobs' | 'createJob' | 'cancelJob'> {
  const summary = async (job: Job): Promise<JobSummary> => {
    const run = job.result && 'runId' in job.result ? await runs.get(job.result.runId) : undefined;
    const gate = run?.report?.gate;
    return hidePlaces({ ...job, mostAttempts, ...(gate && { gate }) });
  };
  return {
    jobs: async (which) => ({ jobs: await Promise.all((await jobs.list(which)).map(summary)) }),
    async createJob({ kind }, { keyId }) {
      return { job: await summary(await jobs.ask({ kind, askedBy: keyId ?? 'loopback' })) };
    },
    async cancelJob({ id }) {
      const job = await jobs.cancel(id);
      if (job === undefined) throw noSuch('job', 'id', id, '/v1/jobs');
      if (job.state === 'done' || job.state === 'failed') {
        throw new ApiError('CONFLICT', `job ${job.id} has ended already: it is ${job.state}`);
      }
      return { job: await summary(job) };
    },
  };
}
