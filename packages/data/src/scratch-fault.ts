import { DataError } from './error.ts';

/** What the system says of the scratch folder, in words; any other error as it is. */
export function scratchFault(error: unknown, scratch: string): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
      return new DataError(
        `the disk under ${scratch} is full; a log needs about 100 bytes a row there while it is encoded`,
      );
    case 'EACCES':
    case 'EROFS':
      return scratch === '' || !pathOf(error).startsWith(scratch)
        ? error
        : new DataError(
            `${scratch}: this user may not write there, where rejected rows and large logs go; give the right or name another store`,
          );
    default:
      return error;
  }
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error ? String(error.path) : '';
}
