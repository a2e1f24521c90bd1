import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { IndexError } from '../error.ts';
import type { IndexChoice, IndexOptions, VectorIndex } from '../vector-index.ts';
import { type IndexParts, indexOf } from './index-parts.ts';
import type { ThreadAnswer, ThreadTask } from './thread-task.ts';

/** The thread's module, of the same kind as this one: compiled, or source where Node reads that. */
const module = new URL(`./index-thread${extname(import.meta.url)}`, import.meta.url);

/** Fewer numbers than this are sooner worked through here than a thread has begun. */
const worthAThread = 200_000;

type Options = Pick<IndexOptions, 'queries' | 'onNotice' | 'exactUpTo'> & {
  /** Ends the thread; what waits for it throws then. */
  readonly signal?: AbortSignal;
};

/**
 * Builds an index in a thread of its own, so that this one goes on meanwhile. It has no bias; `withBias` gives it one.
 *
 * @param vectors `[size * dim]`; in shared memory they are not copied
 * @throws IndexError as `buildIndex`, and where the thread ends or is ended
 */
export async function buildInThread(
  vectors: Float32Array,
  dim: number,
  choice: IndexChoice,
  { queries, exactUpTo, ...options }: Options = {},
): Promise<VectorIndex> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-graph-'));
  try {
    const make = { kind: 'build', choice, queries, exactUpTo, folder } as const;
    return await indexOf(await partsFrom({ vectors, dim, make }, options), vectors, dim);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a saved index in the same way. @throws IndexError as `loadIndex` */
export async function loadInThread(
  folder: string,
  vectors: Float32Array,
  dim: number,
  options: Options = {},
): Promise<VectorIndex> {
  return indexOf(await partsFrom({ vectors, dim, make: { kind: 'load', folder } }, options), vectors, dim);
}

/** Whether vectors are so many that making their index would hold others up. */
export function isWorthAThread(vectors: Float32Array): boolean {
  return vectors.length >= worthAThread;
}

function partsFrom(task: ThreadTask, { onNotice, signal }: Options): Promise<IndexParts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData: task, name: 'index thread' });
    const stop = (): void => void worker.terminate();
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    worker.on('message', (answer: ThreadAnswer) => {
      switch (answer.kind) {
        case 'notice':
          onNotice?.(answer.message);
          return;
        case 'made':
          resolve(answer.parts);
          return;
        case 'failed':
          reject(answer.isIndexError ? new IndexError(answer.message) : new Error(answer.message));
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      const why = signal?.aborted ? 'was ended' : `ended with exit code ${code}`;
      reject(new IndexError(`the thread that made an index ${why}; build it again`));
    });
  });
}
