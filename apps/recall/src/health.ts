import { ApiError } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { FastifyInstance } from 'fastify';

/** `/livez`: the process answers. `/readyz`: it can recall; 503 with the reason where it cannot, `behind` where it serves another bundle than it should. */
export function installHealth(app: FastifyInstance, engine: RecallEngine): void {
  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    const { unready, behind } = engine;
    if (unready !== undefined) throw new ApiError('NOT_READY', unready);
    return { status: 'ready', bundleId: engine.info().bundleId, ...(behind !== undefined && { behind }) };
  });
}
