import { TRPCClientError } from '@trpc/client';
import { type ErrorCode, errorBodySchema, errorCodes } from '@twotower/api';

/** Why the server gave no answer; `code` is UNREACHABLE where nothing that speaks this API answered. */
export class RecallClientError extends Error {
  override readonly name = 'RecallClientError';
  readonly code: ErrorCode | 'UNREACHABLE';
  readonly field?: string;
  readonly requestId?: string;

  constructor(
    code: ErrorCode | 'UNREACHABLE',
    message: string,
    details: { field?: string; requestId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.requestId = details.requestId;
  }
}

/** What a failed tRPC call means to the caller of this package. */
export function clientError(cause: unknown, url: string): RecallClientError {
  if (cause instanceof TRPCClientError) {
    const data: unknown = cause.data;
    if (isErrorData(data)) return new RecallClientError(data.code, cause.message, { ...data, cause });
    // Failures before tRPC is reached, such as an oversized body, come in the body of REST.
    const body = errorBodySchema.safeParse(cause.meta?.responseJSON);
    if (body.success) {
      const { code, message, ...details } = body.data.error;
      return new RecallClientError(code, message, { ...details, cause });
    }
  }
  return new RecallClientError('UNREACHABLE', `no answer from ${url}; is the recall server running?`, {
    cause,
  });
}

function isErrorData(data: unknown): data is { code: ErrorCode; field?: string; requestId: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'code' in data &&
    Object.hasOwn(errorCodes, String(data.code))
  );
}
