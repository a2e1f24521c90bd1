import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Milliseconds. Without anything new for `quiet` nothing more is on its way; `most` for all answers, `end` for sockets to close. */
const quiet = 400;
const most = 6_000;
const end = 1_500;

/**
 * Stops a server so that whatever was sent before is answered. It goes on to serve, each answer closing its socket, until nothing
 * has come for a while; then it closes, and what is silent or slow by then is cut off.
 */
export async function stopGracefully(app: FastifyInstance): Promise<void> {
  let [last, underWay] = [performance.now(), 0];
  app.server.on('request', (_request, response) => {
    underWay++;
    last = performance.now();
    response.once('close', () => {
      underWay--;
      last = performance.now();
    });
  });
  const began = performance.now();
  while (performance.now() - began < most && performance.now() - last < quiet) await sleep(20);
  while (performance.now() - began < most && underWay > 0) await sleep(20);
  const cut = setTimeout(() => app.server.closeAllConnections(), end);
  await app.close();
  clearTimeout(cut);
}
