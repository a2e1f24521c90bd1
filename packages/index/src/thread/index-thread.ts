import { parentPort, workerData } from 'node:worker_threads';
import { buildIndex } from '../build-index.ts';
import { IndexError } from '../error.ts';
import { loadIndex } from '../load-index.ts';
import type { VectorIndex } from '../vector-index.ts';
import { memoryOf, partsOf } from './index-parts.ts';
import type { ThreadAnswer, ThreadTask } from './thread-task.ts';

/** What a thread runs that makes one index and ends. */
if (parentPort === null) throw new Error('index-thread is run as a worker thread');
const port = parentPort;
const tell = (answer: ThreadAnswer, memory: ArrayBuffer[] = []): void => port.postMessage(answer, memory);

try {
  const task: ThreadTask = workerData;
  const parts = partsOf(await made(task), task.make.folder);
  tell({ kind: 'made', parts }, memoryOf(parts));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  tell({ kind: 'failed', message, isIndexError: error instanceof IndexError });
}

async function made({ vectors, dim, make }: ThreadTask): Promise<VectorIndex> {
  const onNotice = (message: string): void => tell({ kind: 'notice', message });
  if (make.kind === 'load') return loadIndex(make.folder, vectors, dim, { onNotice });
  const { choice, queries, exactUpTo, folder } = make;
  const index = await buildIndex(vectors, dim, choice, { queries, exactUpTo, onNotice });
  if (index.kind === 'hnsw') await index.save(folder);
  return index;
}
