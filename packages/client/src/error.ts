import { TRPCClientError } from '@trpc/client';
import { type ErrorCode, errorBodySchema, errorCodes } from '@twotower/api';

/** UNREACHABLE: nothing that speaks this API answered. TIMEOUT: not in time. ABORTED: by the caller's signal. */
export type RecallClientErrorCode = ErrorCode | 'UNREACHABLE' | 'TIMEOUT' | 'ABORTED';

/** Why there is no answer. */
export class RecallClientError extends Error {
  override readonly name = 'RecallClientError';
  readonly code: RecallClientErrorCode;
  readonly field?: string;
  readonly requestId?: string;
  /** Seconds after which the server says it may go better. */
  readonly retryAfter?: number;

  constructor(
    code: RecallClientErrorCode,
    message: string,
    details: { field?: string; requestId?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
  }
}

export interface CallPlace {
  readonly url: string;
  /** Ends the call when its time is over. */
  readonly limit: AbortSignal;
  /** The caller's own. */
  readonly given?: AbortSignal;
}

/** What a failed tRPC call means to the caller of this package. */
export function clientError(cause: unknown, { url, limit, given }: CallPlace): RecallClientError {
  if (given?.aborted) return new RecallClientError('ABORTED', 'the call was ended by its signal', { cause });
  if (limit.aborted) return new RecallClientError('TIMEOUT', `no answer from ${url} in time`, { cause });
  if (cause instanceof TRPCClientError) {
    const retryAfter = retryAfterOf(cause.meta?.response);
    const data: unknown = cause.data;
    if (isErrorData(data)) {
      return new RecallClientError(data.code, cause.message, { ...data, retryAfter, cause });
    }
    // Failures before tRPC is reached, such as an oversized body, come in the body of REST.
    const body = errorBodySchema.safeParse(cause.meta?.responseJSON);
    if (body.success) {
      const { code, message, ...details } = body.data.error;
      return new RecallClientError(code, message, { ...details, retryAfter, cause });
    }
  }
  return new RecallClientError('UNREACHABLE', `no answer from ${url}; is the recall server running?`, {
    cause,
  });
}

function retryAfterOf(response: unknown): number | undefined {
  if (!(response instanceof Response)) return undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function isErrorData(data: unknown): data is { code: ErrorCode; field?: string; requestId: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'code' in data &&
    Object.hasOwn(errorCodes, String(data.code))
  );
}
