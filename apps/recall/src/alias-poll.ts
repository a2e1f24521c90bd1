import type { RecallEngine } from '@twotower/serving';
import { repeat } from './repeat.ts';

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
  const look = async (): Promise<void> => {
    if (await engine.refresh()) onSwap(engine.info().bundleId);
  };
  return repeat(every, look, onError);
}
