import { TRPCClientError } from '@trpc/client';
import { type ErrorCode, errorCodes } from '@twotower/api';

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
  const data: unknown = cause instanceof TRPCClientError ? (cause.data ?? cause.shape) : undefined;
  if (!isErrorData(data)) {
    return new RecallClientError('UNREACHABLE', `no answer from ${url}; is the recall server running?`, {
      cause,
    });
  }
  const { code, field, requestId } = data;
  return new RecallClientError(code, (cause as Error).message, { field, requestId, cause });
}

function isErrorData(data: unknown): data is { code: ErrorCode; field?: string; requestId: string } {
  return (
    typeof data === 'object' &&
    data !== null &&
    'code' in data &&
    Object.hasOwn(errorCodes, String(data.code))
  );
}
