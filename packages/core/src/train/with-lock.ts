/**
 * Does `work` while no other thread holds the lock, `[1]` over shared memory; waits for it. Not to be taken again within.
 *
 * 0 is free, 1 held, 2 held and perhaps waited for, so that only who may have waiters wakes one.
 * Source: Drepper 2011, "Futexes are tricky", mutex 2.
 */
export function withLock<T>(lock: Int32Array, work: () => T): T {
  if (Atomics.compareExchange(lock, 0, 0, 1) !== 0) {
    while (Atomics.exchange(lock, 0, 2) !== 0) Atomics.wait(lock, 0, 2);
  }
  try {
    return work();
  } finally {
    if (Atomics.exchange(lock, 0, 0) === 2) Atomics.notify(lock, 0, 1);
  }
}
