import {
  initTRPC,
  type TRPCBuiltRouter,
  TRPCError,
  type TRPCMutationProcedure,
  type TRPCQueryProcedure,
} from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { checkInput } from './check-input.ts';
import { type EndpointName, endpoints } from './endpoints.ts';
import { ApiError, codeOfStatus, type ErrorCode, errorCodes, internalError } from './error.ts';
import type { Caller, InputOf, OutputOf, RecallService } from './service.ts';

/** What every tRPC call is given by the server. */
export interface RouterContext {
  readonly service: RecallService;
  readonly caller: Caller;
}

/** What a failed call carries as `data`. */
export interface FailureData {
  readonly code: ErrorCode;
  readonly httpStatus: number;
  readonly field?: string;
  readonly path?: string;
  readonly requestId: string;
}

const t = initTRPC.context<RouterContext>().create({
  errorFormatter: ({ shape, error, ctx }) =>
    failureShape(apiErrorOf(error), shape.data.path, ctx?.caller.requestId ?? ''),
});

const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (!(cause instanceof ApiError)) return result;
  throw new TRPCError({ code: errorCodes[cause.code].trpc, message: cause.message, cause });
});

/** A failure as tRPC answers it. */
export function failureShape(
  { code, message, field }: ApiError,
  path: string | undefined,
  requestId: string,
) {
  const { status, trpc } = errorCodes[code];
  const data: FailureData = { code, httpStatus: status, field, path, requestId };
  return { message, code: TRPC_ERROR_CODES_BY_KEY[trpc], data };
}

interface Built<Name extends EndpointName> {
  readonly meta: object;
  readonly input: Record<never, never> extends InputOf<Name> ? InputOf<Name> | undefined : InputOf<Name>;
  readonly output: OutputOf<Name>;
}

type Procedures = {
  [Name in EndpointName]: (typeof endpoints)[Name]['kind'] extends 'mutation'
    ? TRPCMutationProcedure<Built<Name>>
    : TRPCQueryProcedure<Built<Name>>;
};

type Root = {
  ctx: RouterContext;
  meta: object;
  errorShape: ReturnType<typeof failureShape>;
  transformer: false;
};

export type RecallRouter = TRPCBuiltRouter<Root, Procedures>;

/** The tRPC router: the table's endpoints under their names, with the inputs and answers of REST. */
export function createRouter(): RecallRouter {
  const names = Object.keys(endpoints) as EndpointName[];
  const procedures: unknown = Object.fromEntries(names.map((name) => [name, procedureOf(name)]));
  // Across the names TypeScript cannot follow which procedure is whose.
  return t.router(procedures as Procedures);
}

function procedureOf(name: EndpointName) {
  const asked = procedure.input((given: unknown) => checkInput(name, given));
  const answer = ({ ctx: { service, caller }, input }: { ctx: RouterContext; input: unknown }) =>
    (service[name] as (input: unknown, caller: Caller) => unknown)(input, caller);
  return endpoints[name].kind === 'mutation' ? asked.mutation(answer) : asked.query(answer);
}

/** What went wrong in this API's own terms; the message of an unforeseen error stays in the server's log. */
function apiErrorOf(error: TRPCError): ApiError {
  if (error.cause instanceof ApiError) return error.cause;
  if (error.code === 'PARSE_ERROR' || error.cause instanceof SyntaxError)
    return new ApiError('MALFORMED_JSON', 'the input is not JSON');
  const known = Object.values(errorCodes).find(({ trpc }) => trpc === error.code);
  const code = known && codeOfStatus(known.status);
  return code === undefined || code === 'INTERNAL' ? internalError(error) : new ApiError(code, error.message);
}
