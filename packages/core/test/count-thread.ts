// What threads of with-lock.test.ts run.
import { workerData } from 'node:worker_threads';
import { withLock } from '../src/train/with-lock.ts';

const { lock, counter, times } = workerData;
for (let i = 0; i < times; i++) {
  withLock(lock, () => {
    counter[0] += 1;
  });
}
