import { ApiError } from '@twotower/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KeyRing } from './key-ring.ts';
import { isLoopback } from './loopback.ts';

export interface AuthenticationOptions {
  readonly ring: KeyRing;
  /** Whether anybody may do anything while there is no key: only where nobody but this machine can ask. */
  readonly openWithoutKeys: boolean;
}

/** What needs no key: health, the description, and the pages, which ask for one themselves. All else does. */
const openRoutes: ReadonlySet<string | undefined> = new Set([
  '/livez',
  '/readyz',
  '/openapi.json',
  '/docs',
  '/',
  '/*',
  undefined,
]);

/** Finds out who asks, before a body is read. What a key may do is asked where it is done. */
export function installAuthentication(
  app: FastifyInstance,
  { ring, openWithoutKeys }: AuthenticationOptions,
): void {
  app.decorateRequest('apiKey', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (openRoutes.has(route) || (ring.isEmpty && openWithoutKeys)) return done();
    if (route === '/metrics' && isFromThisMachine(request)) return done();
    const secret = secretOf(request.headers.authorization);
    if (secret === undefined) {
      return done(new ApiError('UNAUTHORIZED', 'a key is needed: Authorization: Bearer KEY'));
    }
    const key = ring.find(secret);
    if (key === undefined) {
      return done(new ApiError('UNAUTHORIZED', 'this key is unknown or revoked; ask for another'));
    }
    request.apiKey = key;
    if (route === '/metrics' && !key.scopes.includes('read') && !key.scopes.includes('admin')) {
      return done(new ApiError('FORBIDDEN', 'the key is not for read'));
    }
    done();
  });
}

function secretOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(header)?.[1];
}

/** By the socket alone; what another machine asks through a proxy here says so by a header. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'];
  return forwarded === undefined && isLoopback(socket.remoteAddress ?? '');
}
