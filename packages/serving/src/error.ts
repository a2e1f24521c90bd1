/** INVALID_REQUEST: mend the request. NOT_FOUND: no such item. NOT_READY: no bundle that can be served. */
export type ServingErrorCode = 'INVALID_REQUEST' | 'NOT_FOUND' | 'NOT_READY';

/** What this package throws; the message is one line that names the place and the mend. */
export class ServingError extends Error {
  override readonly name = 'ServingError';
  readonly code: ServingErrorCode;
  /** Path of the offending value in the request. */
  readonly field?: string;

  constructor(code: ServingErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.field = options.field;
  }
}
