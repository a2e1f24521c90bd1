import type { RecallEngine } from '@twotower/serving';

export interface PollOptions {
  /** Milliseconds between looks. */
  readonly every: number;
  readonly onSwap: (bundleId: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Follows the alias until the function it returns is called; that one waits for a look under way. */
export function pollAlias(
  engine: RecallEngine,
  { every, onSwap, onError }: PollOptions,
): () => Promise<void> {
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = engine
      .refresh()
      .then((swapped) => {
        if (swapped) onSwap(engine.info().bundleId);
      })
      .catch(onError);
  }, every);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
