/** What went wrong, for programs: stable words. Those of `ServingError` are the server's own. */
export type FailureCode =
  | 'USAGE'
  | 'CONFIG'
  | 'DATA'
  | 'STORE'
  | 'MEMORY'
  | 'FAILED'
  | 'SYSTEM'
  | 'INVALID_REQUEST'
  | 'NOT_FOUND'
  | 'NOT_READY'
  | 'UNEXPECTED';

/** How a command ended that did not do what it is for. */
export interface Failure {
  /** 2 where the caller can mend it (usage, config, data), 1 where the run failed. */
  readonly exit: 1 | 2;
  readonly code: FailureCode;
  /** One line. */
  readonly message: string;
  /** Where a fault of the program happened; absent for failures that are foreseen. */
  readonly stack?: string;
}

/** What stands on stdout with `--json` in the place of a result. */
export interface FailureDocument {
  readonly error: { readonly code: FailureCode; readonly message: string };
}

/** An error as the caller is told of it. Errors of ours are one line; anything else is a fault of the program. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { exit: 1, code: 'UNEXPECTED', message: printable(String(error)) };
  }
  const fault = systemFault(error);
  if (fault) {
    return { exit: 1, code: 'SYSTEM', message: printable(fault) };
  }
  const refused = databaseFault(error);
  if (refused) {
    return { exit: 1, code: 'STORE', message: printable(refused) };
  }
  const message = printable(error.message) || error.name;
  const known = kinds[error.name]?.(error);
  return known ? { ...known, message } : { exit: 1, code: 'UNEXPECTED', message, stack: error.stack };
}

export function failureDocument({ code, message }: Failure): FailureDocument {
  return { error: { code, message } };
}

type Kind = Pick<Failure, 'exit' | 'code'>;

/** By the name of the error's class, so that nothing has to be loaded to tell them apart. */
const kinds: Readonly<Record<string, (error: Error) => Kind>> = {
  UsageError: () => ({ exit: 2, code: 'USAGE' }),
  OutputError: () => ({ exit: 1, code: 'SYSTEM' }),
  ConfigError: () => ({ exit: 2, code: 'CONFIG' }),
  DataError: () => ({ exit: 2, code: 'DATA' }),
  TrainerError: trainerKind,
  CoreError: () => ({ exit: 1, code: 'FAILED' }),
  FeaturesError: () => ({ exit: 1, code: 'FAILED' }),
  IndexError: () => ({ exit: 1, code: 'FAILED' }),
  ServingError: servingKind,
  StoreError: () => ({ exit: 1, code: 'STORE' }),
  DurableError: () => ({ exit: 1, code: 'STORE' }),
};

function trainerKind(error: Error): Kind {
  const code = 'code' in error ? error.code : undefined;
  return code === 'data'
    ? { exit: 2, code: 'DATA' }
    : { exit: 1, code: code === 'memory' ? 'MEMORY' : 'FAILED' };
}

function servingKind(error: Error): Kind {
  const code = 'code' in error ? error.code : undefined;
  return code === 'NOT_READY'
    ? { exit: 1, code }
    : { exit: 2, code: code === 'NOT_FOUND' ? code : 'INVALID_REQUEST' };
}

/** What the system says of a path in words; undefined where the error is none of its. */
function systemFault(error: Error): string | undefined {
  if (!('code' in error && 'path' in error && 'syscall' in error)) {
    return undefined;
  }
  const path = String(error.path);
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path}: this user may not read or write it (${error.syscall}); give the right or name another place`;
    case 'ELOOP':
      return `${path}: a link that leads back to itself; name a file`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `${path}: the disk is full; free some space`;
    case 'EIO':
      return `${path}: the disk refuses (${error.syscall}); check it and run this again`;
    case 'ENAMETOOLONG':
      return `${path.slice(0, 80)}…: a name longer than the file system allows`;
    default:
      return undefined;
  }
}

/** What SQLite says of the store's databases in words; undefined where the error is none of its, or a fault of a query. */
function databaseFault(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  const words = Object.entries(databaseFaults).find(([name]) => code.startsWith(name))?.[1];
  return words && `the store's database: ${words} (${code})`;
}

/** By the name of the error, or its beginning. */
const databaseFaults: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process has been writing for ten seconds; let it end and run this again',
  SQLITE_FULL: 'the disk is full; free some space and run this again',
  SQLITE_IOERR: 'the disk refuses; check it and run this again',
  SQLITE_READONLY: 'it cannot be written; give the right to write',
  SQLITE_CORRUPT: 'it is damaged; restore it from a backup',
};

/** A message may quote a file's bytes: one line, and nothing that a terminal would obey. */
function printable(message: string): string {
  return message.replace(/\p{Cc}+/gu, ' ').trim();
}
