import { randomUUID } from 'node:crypto';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { createRouter, openApiDocument, type RecallRouter } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { Store } from '@twotower/store';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { installAdminPages } from './admin-pages.ts';
import { engineService } from './engine-service.ts';
import { installErrorHandler, sendFailure } from './failure.ts';
import { installHealth } from './health.ts';
import { installMetrics } from './metrics.ts';
import { installRest } from './rest.ts';

export interface ServerParts {
  readonly engine: RecallEngine;
  readonly store: Store;
  readonly adminFolder: string;
  readonly logger?: FastifyBaseLogger;
}

/** Largest request body, in bytes. */
export const bodyLimit = 4 * 1024 * 1024;

/** The recall server, not yet listening. */
export async function createServer({
  engine,
  store,
  adminFolder,
  logger,
}: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, request, reply) => sendFailure(error, request, reply),
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
  });
  installErrorHandler(app);
  const metrics = installMetrics(app, engine);
  const service = engineService({ engine, store, startedAt: new Date(), onRecall: metrics.countRecall });
  installHealth(app, engine);
  installRest(app, service);
  const description = openApiDocument({ version: '0.1.0' });
  app.get('/openapi.json', async () => description);
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: createRouter(),
      allowMethodOverride: true,
      createContext: ({ req }) => ({ service, requestId: req.id }),
      onError: ({ error, ctx }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR') app.log.error({ err: error, requestId: ctx?.requestId });
      },
    },
  } satisfies FastifyTRPCPluginOptions<RecallRouter>);
  await installAdminPages(app, adminFolder);
  return app;
}
