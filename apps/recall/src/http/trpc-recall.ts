import { checkInput, errorCodes, failureShape, type RecallAnswer, type RecallService } from '@twotower/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { recallJson } from '../json/recall-json.ts';
import type { CallerOf } from './caller.ts';
import { asApiError } from './failure.ts';

export interface TrpcRecallOptions {
  readonly service: Pick<RecallService, 'recall'>;
  readonly callerOf: CallerOf;
  /** Answers several calls in one request. */
  readonly batch: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  readonly onAnswered: (answer: RecallAnswer, reply: FastifyReply, writing: number) => void;
}

/**
 * `POST /trpc/recall` by hand, in the bytes that tRPC would send: its own way through a request costs more than the recall. Clients do
 * not see the difference.
 */
export async function installTrpcRecall(
  app: FastifyInstance,
  { service, callerOf, batch, onAnswered }: TrpcRecallOptions,
): Promise<void> {
  await app.register(async (scope) => {
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
      // A call without input comes without a body.
      if (body === '') done(null, undefined);
      else parse(request, body, done);
    });
    scope.setErrorHandler((error, request, reply) => {
      const failure = asApiError(error);
      if (failure.code === 'INTERNAL') app.log.error({ err: failure.cause, requestId: request.id });
      if (failure.retryAfter !== undefined) reply.header('retry-after', failure.retryAfter);
      return reply
        .code(errorCodes[failure.code].status)
        .type('application/json')
        .send(JSON.stringify({ error: failureShape(failure, 'recall', request.id) }));
    });
    scope.post<{ Querystring: { batch?: string } }>('/trpc/recall', async (request, reply) => {
      if (request.query.batch !== undefined) return batch(request, reply);
      const answer = await service.recall(checkInput('recall', request.body), callerOf(request, reply));
      const began = performance.now();
      const text = `{"result":{"data":${recallJson(answer)}}}`;
      onAnswered(answer, reply, performance.now() - began);
      reply.type('application/json');
      return text;
    });
  });
}
