/** By the name of the error's class, so that nothing has to be loaded to tell them apart. */
const exitCodes: Readonly<Record<string, (error: Error) => 1 | 2>> = {
  ConfigError: () => 2,
  DataError: () => 2,
  TrainerError: (error) => ('code' in error && error.code === 'data' ? 2 : 1),
  CoreError: () => 1,
  FeaturesError: () => 1,
  IndexError: () => 1,
  ServingError: (error) => ('code' in error && error.code === 'NOT_READY' ? 1 : 2),
  StoreError: () => 1,
  DurableError: () => 1,
};

/** 2 where the caller can mend it (usage, config, data), 1 where the run failed. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof Error ? (exitCodes[error.name]?.(error) ?? 1) : 1;
}

/** Errors of ours are one line; anything else is a fault of the program and shows where it happened. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) {
    return `error: ${String(error)}`;
  }
  const fault = systemFault(error);
  if (fault) {
    return `error: ${printable(fault)}`;
  }
  return `error: ${error.name in exitCodes ? printable(error.message) : (error.stack ?? error.message)}`;
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
    case 'ENAMETOOLONG':
      return `${path.slice(0, 80)}…: a name longer than the file system allows`;
    default:
      return undefined;
  }
}

/** A message may quote a file's bytes: one line, and nothing that a terminal would obey. */
function printable(message: string): string {
  return message.replace(/\p{Cc}+/gu, ' ');
}
