import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { endpoints } from './endpoints.ts';
import { ApiError, errorCodes } from './error.ts';
import { invalidRequest } from './invalid-request.ts';
import type { Caller, RecallService } from './service.ts';

/** What every tRPC call is given by the server. */
export interface RouterContext extends Caller {
  readonly service: RecallService;
}

const t = initTRPC.context<RouterContext>().create({
  errorFormatter: ({ shape, error, ctx }) => {
    const cause = error.cause instanceof ApiError ? error.cause : undefined;
    const issues = invalidInput(error);
    return {
      ...shape,
      message:
        cause?.message ??
        issues?.message ??
        (error.code === 'INTERNAL_SERVER_ERROR' ? internal : shape.message),
      data: {
        code: cause?.code ?? (issues ? 'INVALID_REQUEST' : shape.data.code),
        httpStatus: cause ? errorCodes[cause.code].status : shape.data.httpStatus,
        field: cause?.field ?? issues?.field,
        path: shape.data.path,
        requestId: ctx?.requestId ?? '',
      },
    };
  },
});

const internal = 'the server failed; its log has the reason under this request id';

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

function invalidInput(error: TRPCError): ApiError | undefined {
  const { cause } = error;
  return error.code === 'BAD_REQUEST' && cause instanceof z.core.$ZodError
    ? invalidRequest(cause)
    : undefined;
}
