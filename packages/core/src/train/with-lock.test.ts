import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { withLock } from './with-lock.ts';

it('lets one thread in at a time, and out however its work ends', async () => {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  const counter = new Float64Array(new SharedArrayBuffer(8));
  const thread = new URL('../../test/count-thread.ts', import.meta.url);
  const threads = [1, 2, 3].map(() => new Worker(thread, { workerData: { lock, counter, times: 20_000 } }));
  await Promise.all(threads.map((each) => once(each, 'exit')));
  expect(counter[0]).toBe(60_000);

  expect(() =>
    withLock(lock, () => {
      throw new Error('in the middle');
    }),
  ).toThrow('in the middle');
  expect(withLock(lock, () => 'free')).toBe('free');
});
