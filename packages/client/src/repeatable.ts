import type { Endpoint } from '@twotower/api';

/** Whether a call that may have arrived can be sent again without doing anything twice. */
export function isRepeatable({ kind, method, repeatable }: Endpoint, input: unknown): boolean {
  if (kind === 'query' || method === 'PUT' || method === 'DELETE') return true;
  // The table pairs each function with its own input.
  return repeatable?.(input as never) ?? false;
}
