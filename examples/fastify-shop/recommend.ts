import { createRecallClient } from '@twotower/client';
import { RecallEngine } from '@twotower/serving';
import { openStore } from '@twotower/store';

/** What a shop wants to know of somebody. */
export interface Recommend {
  /** Ids of items, best first. */
  forUser(userId: string, count: number): Promise<string[]>;
  /** Takes in a click, which the next call knows of. */
  clicked(userId: string, itemId: string): Promise<void>;
  close(): Promise<void>;
}

/** In the shop's own process, over the store that `twotower train --promote` wrote: no server, no network. */
export async function recommendInProcess(folder: string): Promise<Recommend> {
  const store = await openStore(folder);
  const engine = await RecallEngine.open({ store, events: store.events });
  const follow = setInterval(() => void engine.refresh().catch(console.error), 3000);
  return {
    forUser: async (userId, count) =>
      engine.recall({ userId, k: count, excludeSeen: true }).items.map(({ itemId }) => itemId),
    clicked: async (userId, itemId) => {
      await store.events.append([{ user: userId, item: itemId, type: 'click', time: Date.now() }]);
      await engine.readEvents();
    },
    close: async () => {
      clearInterval(follow);
      await store.close();
    },
  };
}

/** The same, asked of a recall server elsewhere. */
export function recommendOverHttp(url: string, key?: string): Recommend {
  const client = createRecallClient({ url, key });
  return {
    forUser: async (userId, count) =>
      (await client.recall({ userId, k: count, excludeSeen: true })).items.map(({ itemId }) => itemId),
    clicked: async (userId, itemId) => {
      await client.events({ events: [{ userId, itemId, type: 'click' }] });
    },
    close: async () => {},
  };
}
