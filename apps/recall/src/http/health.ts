import { ApiError } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { FastifyInstance } from 'fastify';

export interface HealthOptions {
  readonly engine: Pick<RecallEngine, 'unready' | 'behind' | 'info'>;
  readonly draining: () => boolean;
  /** Why no events are taken in; undefined where they are. */
  readonly eventsProblem: () => string | undefined;
  readonly hidePlaces: (text: string) => string;
}

/**
 * `/livez`: the process answers. `/readyz`: it can recall; 503 with the reason where it cannot or is about to stop. `behind` where it
 * serves another bundle than it should, `events` where it recalls but takes no events in.
 */
export function installHealth(
  app: FastifyInstance,
  { engine, draining, eventsProblem, hidePlaces }: HealthOptions,
): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (draining()) throw new ApiError('NOT_READY', 'the server is stopping');
    const { unready, behind } = engine;
    if (unready !== undefined) throw new ApiError('NOT_READY', hidePlaces(unready));
    const events = eventsProblem();
    return {
      status: 'ready',
      bundleId: engine.info().bundleId,
      ...(behind !== undefined && { behind: hidePlaces(behind) }),
      ...(events !== undefined && { events }),
    };
  });
}
