import { createRecallClient, type RecallClient, RecallClientError } from '@twotower/client';
import { AdminError, errorKind } from './error.ts';
import { readKey } from './key.ts';
import type { RecallAnswer, RecallRequest } from './shapes.ts';

export interface Timed<T> {
  answer: T;
  /** Round trip as the browser saw it. */
  milliseconds: number;
}

/** Everything the admin asks of the recall server. Each call throws an `AdminError`. */
export const service = {
  overview: () => ask((client) => client.overview()),
  users: (query: string) => ask((client) => client.users({ query, limit: 20 })),
  user: (userId: string) => ask((client) => client.user({ userId })),
  similar: (itemId: string, k: number) => ask((client) => client.similar({ itemId, k })),
  async recall(request: RecallRequest): Promise<Timed<RecallAnswer>> {
    const started = performance.now();
    const answer = await ask((client) => client.recall(request));
    return { answer, milliseconds: performance.now() - started };
  },
};

async function ask<T>(call: (client: RecallClient) => Promise<T>): Promise<T> {
  const url = new URL('.', document.baseURI);
  try {
    return await call(createRecallClient({ url: url.origin + url.pathname, key: readKey() }));
  } catch (cause) {
    if (cause instanceof RecallClientError) throw new AdminError(errorKind(cause.code), cause.message);
    throw cause;
  }
}
