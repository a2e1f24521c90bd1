import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { ApiError } from '@twotower/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendFailure } from './failure.ts';

/** The built admin UI at `/`; its pages' own paths get its entry page, everything else unknown a 404. */
export async function installAdminPages(app: FastifyInstance, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) await app.register(fastifyStatic, { root: folder, index: 'index.html' });
  app.setNotFoundHandler((request, reply) => {
    if (built && wantsPage(request)) return reply.sendFile('index.html');
    const path = request.url.split('?')[0].slice(0, 200);
    const hint =
      built || path !== '/' ? '/openapi.json lists what there is' : 'build the admin UI with "npm run build"';
    return sendFailure(new ApiError('NOT_FOUND', `no ${request.method} ${path}; ${hint}`), request, reply);
  });
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const isPage = (headers.accept ?? '').includes('text/html') && !/^\/(v1|trpc|assets)(\/|$)/.test(url);
  return isPage && (method === 'GET' || method === 'HEAD');
}
