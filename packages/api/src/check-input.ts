import { type EndpointName, endpoints } from './endpoints.ts';
import { invalidRequest } from './invalid-request.ts';
import type { CheckedInputOf } from './service.ts';

/** What a caller sent, as the handler of an endpoint reads it; nothing at all is an object without fields. @throws ApiError INVALID_REQUEST */
export function checkInput<Name extends EndpointName>(name: Name, given: unknown): CheckedInputOf<Name> {
  const { input } = endpoints[name];
  // Across the names TypeScript cannot follow which schema is whose.
  if (input === undefined) return undefined as CheckedInputOf<Name>;
  const result = input.safeParse(given ?? {});
  if (!result.success) throw invalidRequest(result.error, Object.keys(input.shape));
  return result.data as CheckedInputOf<Name>;
}
