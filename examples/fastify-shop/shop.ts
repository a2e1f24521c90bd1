import Fastify, { type FastifyInstance } from 'fastify';
import type { Recommend } from './recommend.ts';

/** A shop's own app, with two routes that know what people like. */
export function createShop(recommend: Recommend): FastifyInstance {
  const app = Fastify();
  app.get<{ Params: { userId: string } }>('/home/:userId', async ({ params }) => ({
    recommended: await recommend.forUser(params.userId, 5),
  }));
  app.post<{ Params: { userId: string; itemId: string } }>(
    '/click/:userId/:itemId',
    async ({ params }, reply) => {
      await recommend.clicked(params.userId, params.itemId);
      return reply.code(204).send();
    },
  );
  app.addHook('onClose', () => recommend.close());
  return app;
}
