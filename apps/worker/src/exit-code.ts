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
  return `error: ${error.name in exitCodes ? printable(error.message) : (error.stack ?? error.message)}`;
}

/** A message may quote a file's bytes: one line, and nothing that a terminal would obey. */
function printable(message: string): string {
  return message.replace(/\p{Cc}+/gu, ' ');
}
