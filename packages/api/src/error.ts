import { z } from 'zod';

/**
 * Every code an answer can carry, with its HTTP status and the nearest tRPC code. Of several with one status the first is what an
 * error is called that knows no more than its status.
 */
export const errorCodes = {
  INVALID_REQUEST: { status: 400, trpc: 'BAD_REQUEST' },
  MALFORMED_JSON: { status: 400, trpc: 'BAD_REQUEST' },
  MALFORMED_HTTP: { status: 400, trpc: 'BAD_REQUEST' },
  UNAUTHORIZED: { status: 401, trpc: 'UNAUTHORIZED' },
  FORBIDDEN: { status: 403, trpc: 'FORBIDDEN' },
  HOST_NOT_ALLOWED: { status: 403, trpc: 'FORBIDDEN' },
  NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  METHOD_NOT_ALLOWED: { status: 405, trpc: 'METHOD_NOT_SUPPORTED' },
  REQUEST_TIMEOUT: { status: 408, trpc: 'TIMEOUT' },
  CONFLICT: { status: 409, trpc: 'CONFLICT' },
  PAYLOAD_TOO_LARGE: { status: 413, trpc: 'PAYLOAD_TOO_LARGE' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, trpc: 'UNSUPPORTED_MEDIA_TYPE' },
  RATE_LIMITED: { status: 429, trpc: 'TOO_MANY_REQUESTS' },
  HEADERS_TOO_LARGE: { status: 431, trpc: 'BAD_REQUEST' },
  INTERNAL: { status: 500, trpc: 'INTERNAL_SERVER_ERROR' },
  NOT_READY: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  OVERLOADED: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  STORE_UNAVAILABLE: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
} as const satisfies Record<string, { status: number; trpc: string }>;

export type ErrorCode = keyof typeof errorCodes;

const codeNames = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];

/** The body of every answer that is not a success. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(codeNames),
    message: z.string(),
    field: z.string().optional().describe('Path of the offending value, as in filter.and.0.field'),
    requestId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** A failure with a code a caller can act on. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly field?: string;
  /** Seconds after which it may go better. */
  readonly retryAfter?: number;

  constructor(
    code: ErrorCode,
    message: string,
    options: { field?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.field = options.field;
    this.retryAfter = options.retryAfter;
  }
}

/** The code of an error that knows no more than a status; undefined where no code has it. */
export function codeOfStatus(status: number): ErrorCode | undefined {
  return codeNames.find((code) => errorCodes[code].status === status);
}

/** What a caller is told of a failure nobody foresaw. */
export function internalError(cause: unknown): ApiError {
  return new ApiError('INTERNAL', 'the server failed; its log has the reason under this request id', {
    cause,
  });
}
