import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The calls by which a store changes what is on the disk. */
export const calls = [
  'write',
  'pwrite64',
  'writev',
  'pwritev',
  'fsync',
  'fdatasync',
  'rename',
  'renameat2',
  'ftruncate',
  'unlink',
  'unlinkat',
] as const;
type Call = (typeof calls)[number];

/** A call on a file, as a trace has it. */
export interface TracedCall {
  readonly thread: 'main' | 'pool';
  readonly call: Call;
  /** Which of this thread's calls of this kind, from 1 on, those on other files counted. */
  readonly ordinal: number;
  /** All that the call names: a file, or the two of a renaming. */
  readonly paths: readonly string[];
}

/** What a call is to end in. */
export type Fault = 'SIGKILL' | 'EIO' | 'ENOSPC';

export interface Injection {
  readonly fault: Fault;
  readonly at: TracedCall;
}

export interface TracedRun {
  /** Undefined where it was killed. */
  readonly exit: number | undefined;
  /** Both outputs. */
  readonly said: string;
  readonly calls: readonly TracedCall[];
}

/** Why calls cannot be traced here; undefined where they can. */
export function whyNotTraced(): string | undefined {
  try {
    execFileSync('strace', ['-f', '-o', '/dev/null', 'true'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isAbsent
      ? 'strace is not installed (Debian: apt-get install strace)'
      : 'strace may not trace here; allow ptrace';
  }
}

/**
 * Runs a command of Node under strace. Node's own threads are one, so that its calls come in one order; where a call of the main
 * thread is to fail, only that is traced.
 *
 * @param log where the trace goes
 */
export async function traced(
  words: readonly string[],
  log: string,
  folder: string,
  injection?: Injection,
): Promise<TracedRun> {
  const follows = injection?.at.thread === 'main' ? [] : ['-f', '--seccomp-bpf'];
  const inject = injection ? ['-e', `inject=${injectionWords(injection)}`] : [];
  const options = ['-y', '-qq', '-s', '0', '-e', `trace=${calls.join(',')}`, ...inject, '-o', log];
  const run = await new Promise<Pick<TracedRun, 'exit' | 'said'>>((resolve) => {
    execFile(
      'strace',
      [...follows, ...options, process.execPath, ...words],
      { cwd: folder, env: { ...process.env, UV_THREADPOOL_SIZE: '1' }, maxBuffer: 1 << 26, timeout: 60_000 },
      (error, stdout, stderr) => {
        const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
        resolve({ exit, said: stdout + stderr });
      },
    );
  });
  return { ...run, calls: callsOf(readFileSync(log, 'utf8'), follows.length > 0) };
}

function injectionWords({ fault, at }: Injection): string {
  return `${at.call}:${fault === 'SIGKILL' ? 'signal' : 'error'}=${fault}:when=${at.ordinal}`;
}

/** @param hasThreads whether each line begins with the number of its thread */
function callsOf(trace: string, hasThreads: boolean): TracedCall[] {
  const found: TracedCall[] = [];
  const counts = new Map<string, number>();
  let main: string | undefined;
  for (const line of trace.split('\n')) {
    const match = /^(?:(\d+) +)?([a-z0-9]+)\((.*)/.exec(line);
    const call = calls.find((each) => each === match?.[2]);
    if (match === null || call === undefined) continue;
    const thread = hasThreads ? match[1] : '';
    main ??= thread;
    const key = `${thread} ${call}`;
    const ordinal = (counts.get(key) ?? 0) + 1;
    counts.set(key, ordinal);
    const paths = [...match[3].matchAll(/\d+<(\/[^>]*)>|"(\/[^"]*)"/g)].map(
      ([, open, named]) => open ?? named,
    );
    found.push({ thread: thread === main ? 'main' : 'pool', call, ordinal, paths });
  }
  return found;
}
