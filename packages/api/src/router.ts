import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { endpoints } from './endpoints.ts';
import { ApiError, type ErrorCode, errorCodes, internalError } from './error.ts';
import { invalidRequest } from './invalid-request.ts';
import type { Caller, RecallService } from './service.ts';

/** What every tRPC call is given by the server. */
export interface RouterContext extends Caller {
  readonly service: RecallService;
}

const t = initTRPC.context<RouterContext>().create({
  errorFormatter: ({ shape, error, ctx }) => {
    const failure = apiError(error);
    return {
      ...shape,
      message: failure.message,
      data: {
        code: failure.code,
        httpStatus: errorCodes[failure.code].status,
        field: failure.field,
        path: shape.data.path,
        requestId: ctx?.requestId ?? '',
      },
    };
  },
});

const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof ApiError) {
    const { cause } = result.error;
    throw new TRPCError({ code: errorCodes[cause.code].trpc, message: cause.message, cause });
  }
  return result;
});

/** The tRPC router: the procedures of the REST API under the same names, with the same inputs and answers. */
export function createRouter() {
  return t.router({
    recall: procedure.input(endpoints.recall.input).query(({ ctx, input }) => ctx.service.recall(input, ctx)),
    recallBatch: procedure
      .input(endpoints.recallBatch.input)
      .query(({ ctx, input }) => ctx.service.recallBatch(input, ctx)),
    similar: procedure
      .input(endpoints.similar.input)
      .query(({ ctx, input }) => ctx.service.similar(input, ctx)),
    user: procedure.input(endpoints.user.input).query(({ ctx, input }) => ctx.service.user(input, ctx)),
    users: procedure
      .input(endpoints.users.input.prefault({}))
      .query(({ ctx, input }) => ctx.service.users(input, ctx)),
    overview: procedure.query(({ ctx }) => ctx.service.overview(undefined, ctx)),
    bundles: procedure.query(({ ctx }) => ctx.service.bundles(undefined, ctx)),
  });
}

export type RecallRouter = ReturnType<typeof createRouter>;

/** What went wrong in this API's own terms; the message of an unforeseen error stays in the server's log. */
function apiError(error: TRPCError): ApiError {
  if (error.cause instanceof ApiError) return error.cause;
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.core.$ZodError)
    return invalidRequest(error.cause);
  if (error.code === 'PARSE_ERROR') return new ApiError('MALFORMED_JSON', 'the body is not JSON');
  const known = Object.entries(errorCodes).find(([, { trpc }]) => trpc === error.code);
  if (known === undefined || known[0] === 'INTERNAL') return internalError(error);
  return new ApiError(known[0] as ErrorCode, error.message);
}
