import { jobResultSchema } from '@twotower/schema';
import type { Job } from '../jobs.ts';
import type { JobRow } from './schema.ts';

/** A job that waits and that nobody has begun. */
export const blankJob = {
  sequence: undefined,
  state: 'waiting',
  started_at: null,
  heartbeat_at: null,
  finished_at: null,
  attempts: 0,
  progress: null,
  cancel_asked: 0,
  result: null,
  error: null,
  claim: null,
  host: null,
  pid: null,
  process_started: null,
} as const;

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    askedBy: row.asked_by,
    createdAt: row.created_at,
    dueAt: row.due_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.heartbeat_at !== null && { heartbeatAt: row.heartbeat_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    attempts: row.attempts,
    ...(row.progress !== null && { progress: row.progress }),
    cancelAsked: row.cancel_asked === 1,
    ...(row.result !== null && { result: jobResultSchema.parse(JSON.parse(row.result)) }),
    ...(row.error !== null && { error: row.error }),
  };
}
