import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { tell } from '../measure/in-process.ts';

const module = new URL(`./gemm-thread${extname(import.meta.url)}`, import.meta.url);

export interface GemmThreadStart {
  readonly seconds: number;
}

/** Measures how many floating-point operations a second matrix products of our kernel do, in so many threads at once. */
export async function gemmOnce({ threads, seconds }: GemmThreadStart & { threads: number }): Promise<void> {
  const rates = Array.from(
    { length: threads },
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = new Worker(module, { workerData: { seconds } satisfies GemmThreadStart });
        worker.once('message', resolve);
        worker.once('error', reject);
      }),
  );
  tell({ flopsPerSecond: (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0) });
}
