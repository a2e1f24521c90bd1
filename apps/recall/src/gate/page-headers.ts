import type { FastifyInstance } from 'fastify';

/**
 * Every answer says its id and that its type is not to be guessed. Whatever is no answer of the API may be a page: it is shown in no
 * frame, tells no other site where it was, and loads and asks nothing but this server. Styles may stand in the page, as the UI's
 * components write them there; scripts may not.
 */
export function installPageHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    if (!isApi(request.routeOptions.url)) reply.headers(pageHeaders);
    done();
  });
}

function isApi(route: string | undefined): boolean {
  return route !== undefined && (route.startsWith('/v1/') || route.startsWith('/trpc/'));
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': policy,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};
