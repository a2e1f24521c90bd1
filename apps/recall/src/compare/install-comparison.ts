import type { FastifyInstance } from 'fastify';
import { repeat } from '../repeat.ts';
import type { RunningComparison } from './running-comparison.ts';

/** Milliseconds between looks at which comparison is running. */
const comparisonEvery = 1_000;

/** Keeps the comparison that is running up while a server is: looks which it is, and writes what is to be told to it. */
export function installComparison(app: FastifyInstance, comparison: RunningComparison): void {
  const onError = (err: unknown) => app.log.error({ err }, 'the comparison cannot be kept up');
  let stop: (() => Promise<void>) | undefined;
  app.addHook('onReady', async () => {
    await comparison.refresh().catch(onError);
    stop = repeat(comparisonEvery, () => comparison.refresh(), onError);
  });
  app.addHook('onClose', async () => {
    await stop?.();
    await comparison.flush().catch(onError);
  });
}
