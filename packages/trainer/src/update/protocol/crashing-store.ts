import type { Store } from '@twotower/store';
import type { Crash } from './step.ts';

/** Thrown where the process would have ended. */
export class CrashedError extends Error {
  override readonly name = 'CrashedError';
}

/** A store whose process ends at a write: that one has happened or not, and none does after it. */
export function crashingStore(store: Store, crash: Crash): Store {
  let writes = 0;
  let isDead = false;
  const watched =
    <Args extends unknown[], T>(write: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (isDead) throw new CrashedError('the process has ended');
      const isLast = writes++ === crash.write;
      isDead = isLast;
      if (isLast && crash.moment === 'before') throw new CrashedError('the process ended before a write');
      const result = await write(...args);
      if (isLast) throw new CrashedError('the process ended after a write');
      return result;
    };
  const { bundles, deltas, checkpoints, aliases, runs } = store;
  return {
    ...store,
    bundles: { ...bundles, write: watched(bundles.write) },
    deltas: { ...deltas, write: watched(deltas.write) },
    checkpoints: { ...checkpoints, save: watched(checkpoints.save) },
    aliases: { ...aliases, set: watched(aliases.set), rollback: watched(aliases.rollback) },
    runs: { ...runs, start: watched(runs.start), finish: watched(runs.finish), fail: watched(runs.fail) },
  };
}
