import type { Caller } from '@twotower/api';
import type { Scope } from '@twotower/schema';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that the request came with; set before its body is read. */
    apiKey?: { readonly id: string; readonly scopes: readonly Scope[] };
  }
}

/** Who asks, by the key that was found. */
export function callerOf({ id, apiKey }: FastifyRequest): Caller {
  return { requestId: id, keyId: apiKey?.id, scopes: apiKey?.scopes };
}
