import type { EndpointName, InputOf, OutputOf } from '@twotower/api';
import { createRecallClient, RecallClientError } from '@twotower/client';
import { AdminError, errorKind } from './error.ts';

const place = new URL('.', document.baseURI);
// Who looks is told by the session's cookie, which the browser sends by itself.
const client = createRecallClient({ url: place.origin + place.pathname, retries: 1 });

/** Asks the recall server, by an endpoint's name in the API's table. @throws AdminError */
export async function ask<Name extends EndpointName>(
  name: Name,
  input: InputOf<Name>,
  signal?: AbortSignal,
): Promise<OutputOf<Name>> {
  // The client pairs each name with its own types; across the names TypeScript cannot follow that.
  const call = client[name] as (input: unknown, options: object) => Promise<OutputOf<Name>>;
  try {
    return await call(input, { signal });
  } catch (cause) {
    if (cause instanceof RecallClientError) throw new AdminError(errorKind(cause.code), cause.message);
    throw cause;
  }
}
