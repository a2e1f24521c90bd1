import { DataError } from '@twotower/data';
import { ConfigError } from '@twotower/schema';
import { ServingError } from '@twotower/serving';
import { StoreError } from '@twotower/store';
import { TrainerError } from '@twotower/trainer';

/** 2 where the caller can mend it (usage, config, data), 1 where the run failed. */
export function exitCodeOf(error: unknown): 1 | 2 {
  if (error instanceof ConfigError || error instanceof DataError) {
    return 2;
  }
  return error instanceof TrainerError && error.code === 'data' ? 2 : 1;
}

/** Errors of ours are one line; anything else is a fault of the program and shows where it happened. */
export function errorText(error: unknown): string {
  const ours = [ConfigError, DataError, ServingError, StoreError, TrainerError];
  if (ours.some((kind) => error instanceof kind)) {
    return `error: ${(error as Error).message}`;
  }
  return error instanceof Error ? `error: ${error.stack ?? error.message}` : `error: ${String(error)}`;
}
