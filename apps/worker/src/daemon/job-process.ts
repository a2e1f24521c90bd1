import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobKind, JobResult } from '@twotower/schema';
import { isTold } from './follow-parent.ts';
import { JobError } from './job-error.ts';
import { jobResultOf } from './job-result.ts';

/** Works on a job; a run that is aborted may leave off anywhere. @throws JobError */
export type RunJob = (
  kind: JobKind,
  options: { readonly signal: AbortSignal; readonly onProgress: (message: string) => void },
) => Promise<JobResult>;

const commands: Readonly<Record<JobKind, readonly string[]>> = {
  update: ['update'],
  full: ['update', '--full'],
  prune: ['prune'],
};

/** Failures that stay until somebody mends something. */
const lasting = ['USAGE', 'CONFIG', 'DATA'];
/** How long a process that was asked to end may take, in milliseconds, and how much of what it said is kept, in characters. */
const endWithin = 5000;
const kept = 4000;

/**
 * Works on jobs by the commands of this program, each in a process of its own: what it took of memory is free again, it can be ended
 * wherever it is, and when it dies nothing else does. It ends with its parent.
 *
 * @param program the script that was started
 * @param place flags that name config and store
 */
export function jobProcesses(program: string, place: readonly string[]): RunJob {
  return async (kind, { signal, onProgress }) => {
    const child = fork(program, [...commands[kind], '--json', ...place], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.stderr = (said.stderr + text).slice(-kept);
    });
    child.on('message', (message) => {
      if (isTold(message)) onProgress(message.progress);
    });
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, by) => resolve(by === null ? `exit ${code}` : `by ${by}`));
    });
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(endWithin, undefined, { ref: false })]);
      child.kill('SIGKILL');
    };
    const onAbort = (): void => void stop();
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const how = await ended;
      return resultOf(kind, how, said);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
}

function resultOf(
  kind: JobKind,
  how: string,
  { stdout, stderr }: { stdout: string; stderr: string },
): JobResult {
  const document = documentOf(stdout);
  if (how === 'exit 0') return jobResultOf(kind, document);
  const failure = failureIn(document);
  if (failure === undefined) {
    const last = stderr.trim().split('\n').at(-1) ?? '';
    throw new JobError(`its process ended (${how})${last === '' ? '' : `: ${last}`}`, true);
  }
  throw new JobError(failure.message, !lasting.includes(failure.code));
}

function documentOf(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    // Killed before it had printed all of it.
    return undefined;
  }
}

function failureIn(document: unknown): { code: string; message: string } | undefined {
  if (typeof document !== 'object' || document === null || !('error' in document)) return undefined;
  const { error } = document;
  if (typeof error !== 'object' || error === null || !('code' in error && 'message' in error))
    return undefined;
  return { code: String(error.code), message: String(error.message) };
}
