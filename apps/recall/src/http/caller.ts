import type { Caller, CallerSession } from '@twotower/api';
import type { Scope } from '@twotower/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KeyRing } from '../gate/key-ring.ts';
import { type Sessions, sessionSecret, setCookie } from '../gate/sessions.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that the request came with; set before its body is read. */
    apiKey?: { readonly id: string; readonly scopes: readonly Scope[] };
    /** Whether the key was found by the session of a browser. */
    inSession?: boolean;
  }
}

/** Who asks, by the key that was found. */
export type CallerOf = (request: FastifyRequest, reply: FastifyReply) => Caller;

/** Callers whose browsers may begin and end sessions. */
export function callersOf(ring: KeyRing, sessions: Sessions): CallerOf {
  return (request, reply) => ({
    requestId: request.id,
    keyId: request.apiKey?.id,
    scopes: request.apiKey?.scopes,
    session: sessionOf(request, reply, ring, sessions),
  });
}

function sessionOf(
  request: FastifyRequest,
  reply: FastifyReply,
  ring: KeyRing,
  sessions: Sessions,
): CallerSession {
  // Behind a proxy that speaks TLS the browser must not send it without.
  const isSecure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  return {
    isOpen: request.inSession === true,
    begin(given) {
      const key = ring.find(given);
      if (key === undefined) return undefined;
      const { secret, seconds } = sessions.begin(key);
      reply.header('set-cookie', setCookie(secret, seconds, isSecure));
      return { keyId: key.id, scopes: key.scopes };
    },
    end() {
      const secret = sessionSecret(request.headers.cookie);
      if (secret !== undefined) sessions.end(secret);
      reply.header('set-cookie', setCookie('', 0, isSecure));
    },
  };
}
