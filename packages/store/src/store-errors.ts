import { DurableError } from '@twotower/durable';
import { StoreError } from './error.ts';

/** Runs a task of the store's folders; what it says of a folder that cannot be believed is said as a StoreError. */
export async function storeErrors<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof DurableError) throw new StoreError(error.message, { cause: error });
    throw error;
  }
}
