import { ApiError, type Endpoint, endpoints } from '@twotower/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { KeyRing } from './key-ring.ts';
import { isLoopback } from './loopback.ts';
import { requireOwnPage } from './same-origin.ts';
import { type Sessions, sessionSecret } from './sessions.ts';

export interface AuthenticationOptions {
  readonly ring: KeyRing;
  readonly sessions: Pick<Sessions, 'find'>;
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
  { ring, sessions, openWithoutKeys }: AuthenticationOptions,
): void {
  app.decorateRequest('apiKey', undefined);
  app.decorateRequest('inSession', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (openRoutes.has(route) || isOpen(request) || (ring.isEmpty && openWithoutKeys)) return done();
    if (route === '/metrics' && isFromThisMachine(request)) return done();
    const secret = secretOf(request.headers.authorization);
    const session = secret === undefined ? sessionSecret(request.headers.cookie) : undefined;
    if (secret === undefined && session === undefined) {
      return done(new ApiError('UNAUTHORIZED', 'a key is needed: Authorization: Bearer KEY'));
    }
    if (session !== undefined) {
      const problem = requireOwnPage(request);
      if (problem !== undefined) return done(problem);
    }
    const key = session === undefined ? ring.find(secret ?? '') : sessions.find(session);
    if (key === undefined) {
      const message =
        session === undefined
          ? 'this key is unknown or revoked; ask for another'
          : 'the session is over; sign in again';
      return done(new ApiError('UNAUTHORIZED', message));
    }
    request.apiKey = key;
    request.inSession = session !== undefined;
    if (route === '/metrics' && !key.scopes.includes('read') && !key.scopes.includes('admin')) {
      return done(new ApiError('FORBIDDEN', 'the key is not for read'));
    }
    done();
  });
}

/** Over REST and tRPC; of a tRPC request with several calls each has to be. */
function isOpen({ method, routeOptions: { url }, params }: FastifyRequest): boolean {
  if (url === undefined) return false;
  if (!url.startsWith('/trpc/')) return openCalls.has(`${method} ${url}`);
  const { path = '' } = params as { readonly path?: string };
  return path.split(',').every((name) => openCalls.has(name));
}

/** By name and by method and path. */
const openCalls: ReadonlySet<string> = new Set(
  (Object.entries(endpoints) as [string, Endpoint][])
    .filter(([, { open }]) => open === true)
    .flatMap(([name, { method, path }]) => [name, `${method} ${path}`]),
);

function secretOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(header)?.[1];
}

/** By the socket alone; what another machine asks through a proxy here says so by a header. */
function isFromThisMachine({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'];
  return forwarded === undefined && isLoopback(socket.remoteAddress ?? '');
}
