import type { RecallService } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { EventLog, NewEntityChange, Store } from '@twotower/store';
import { translated } from './engine-service.ts';

export interface EntityServiceOptions {
  readonly engine: RecallEngine;
  readonly store: Pick<Store, 'changes'> & { readonly events: Pick<EventLog, 'erase' | 'extent'> };
  /** Told why what is on the disk could not be read back. */
  readonly onFailure: (error: unknown) => void;
  /** Forgets what else the server knows of a user. */
  readonly onErased: (userId: string) => void | Promise<void>;
}

/** The endpoints that put and remove items and users: on the disk before they are answered, and in the next recall. */
export function entityService({
  engine,
  store,
  onFailure,
  onErased,
}: EntityServiceOptions): Pick<RecallService, 'putItem' | 'deleteItem' | 'putUser' | 'deleteUser'> {
  // The store has it already, whatever becomes of this.
  const readBack = () => engine.readChanges().catch(onFailure);
  const make = async (change: NewEntityChange): Promise<void> => {
    await store.changes.make(change);
    await readBack();
  };
  return {
    async putItem({ itemId, attributes }) {
      const record = translated(() => engine.itemRecord(attributes));
      await make({ kind: 'put', side: 'item', id: itemId, record });
      return { itemId };
    },
    async deleteItem({ itemId }) {
      const removed = translated(() => engine.serves(itemId));
      await make({ kind: 'removed', side: 'item', id: itemId });
      return { itemId, removed };
    },
    async putUser({ userId, features }) {
      const record = translated(() => engine.userRecord(features));
      await make({ kind: 'put', side: 'user', id: userId, record });
      return { userId };
    },
    async deleteUser({ userId }) {
      const events = await store.events.erase(userId);
      await store.changes.erase(userId, (await store.events.extent()).end);
      if (engine.unready === undefined) engine.removeUser(userId);
      await readBack();
      await onErased(userId);
      return { userId, events };
    },
  };
}
