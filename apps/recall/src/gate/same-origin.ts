import { ApiError } from '@twotower/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what pages of other sites send. Answers they cannot read anyway, as no CORS header allows it; but a request that changes
 * something and needs no preflight, such as a POST without a body, would be obeyed.
 */
export function installSameOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { origin, host } = request.headers;
    if (origin === undefined || harmless.has(request.method) || hostOf(origin) === host) return done();
    done(new ApiError('FORBIDDEN', 'pages of other sites may not ask this server'));
  });
}

/**
 * What is wrong with a request that a cookie vouches for, which a browser adds by itself: one that may change something has to say that
 * a page of this very server sends it, as browsers do.
 */
export function requireOwnPage({ method, headers }: FastifyRequest): ApiError | undefined {
  const { origin, host } = headers;
  if (harmless.has(method) || (origin !== undefined && hostOf(origin) === host)) return undefined;
  return new ApiError('FORBIDDEN', 'a session is for the pages of this server; send a key instead');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
