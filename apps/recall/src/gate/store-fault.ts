import { ApiError } from '@twotower/api';
import { StoreError } from '@twotower/store';

/**
 * What a failure of the store means to callers: to come again. Why it fails, and where the store lies, is for the log. Undefined for
 * other errors.
 */
export function storeFault(error: unknown): ApiError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof StoreError) && !away.test(code)) return undefined;
  const message =
    'the store cannot be used for this now; the server’s log has the reason under this request id';
  return new ApiError('STORE_UNAVAILABLE', message, { retryAfter: 5, cause: error });
}

/** SQLite's and the system's words for a disk that is full, broken, read-only or gone. */
const away = /^(SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN)|ENOSPC|EDQUOT|EROFS|EIO|EACCES|ENOENT)/;
