import {
  type FastifyTRPCPluginOptions,
  fastifyRequestHandler,
  fastifyTRPCPlugin,
} from '@trpc/server/adapters/fastify';
import { ApiError, createRouter, type RecallRouter, type RecallService } from '@twotower/api';
import type { FastifyInstance } from 'fastify';
import type { CallerOf } from './caller.ts';
import { installTrpcRecall } from './trpc-recall.ts';

/** Calls in one request, by tRPC's batching. */
const largestBatch = 20;

/** The table's endpoints under `/trpc`. */
export async function installTrpc(
  app: FastifyInstance,
  service: RecallService,
  callerOf: CallerOf,
  onAnswered: Parameters<typeof installTrpcRecall>[1]['onAnswered'],
): Promise<void> {
  const options: FastifyTRPCPluginOptions<RecallRouter>['trpcOptions'] = {
    router: createRouter(),
    allowMethodOverride: true,
    maxBatchSize: largestBatch,
    createContext: ({ req, res }) => ({ service, caller: callerOf(req, res) }),
    responseMeta: ({ errors }) => {
      const cause = errors[0]?.cause;
      if (!(cause instanceof ApiError) || cause.retryAfter === undefined) return {};
      return { headers: { 'retry-after': String(cause.retryAfter) } };
    },
    onError: ({ error, ctx }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') {
        app.log.error({ err: error.cause ?? error, requestId: ctx?.caller.requestId });
      }
    },
  };
  await installTrpcRecall(app, {
    service,
    callerOf,
    onAnswered,
    batch: (req, res) => fastifyRequestHandler({ ...options, req, res, path: 'recall' }),
  });
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: options,
  } satisfies FastifyTRPCPluginOptions<RecallRouter>);
}
