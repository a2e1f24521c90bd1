import { ApiError } from '@twotower/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from './loopback.ts';

/**
 * Refuses requests to a name that is not this server's. A page of another site can give its own name this machine's address (DNS
 * rebinding): the browser lets it read the answers then, and only the name in `Host` tells.
 *
 * @param allowed names beside this machine's own; `*` allows all
 */
export function installAllowedHosts(app: FastifyInstance, allowed: readonly string[]): void {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  if (names.has('*')) return;
  app.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers;
    // Only HTTP/1.0 may come without, as load balancers' checks do and no browser does.
    if (host === undefined && request.raw.httpVersion === '1.0') return done();
    const name = nameOf(host ?? '');
    if (name !== undefined && (isLoopback(name) || names.has(name) || isOwnAddress(name, request)))
      return done();
    done(
      new ApiError(
        'HOST_NOT_ALLOWED',
        'this server does not answer to the name in Host; name it in TWOTOWER_HOSTS to allow it',
      ),
    );
  });
}

/** Without port, and without the brackets of IPv6; undefined where it is no host. */
function nameOf(host: string): string | undefined {
  const found = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(host);
  return (found?.[1] ?? found?.[2])?.toLowerCase();
}

/** An address is no name, so it cannot be another's: it is where the socket ends. */
function isOwnAddress(name: string, { socket }: FastifyRequest): boolean {
  return name === socket.localAddress?.replace(/^::ffff:/i, '');
}
