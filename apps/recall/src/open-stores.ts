import { postgresEventLog } from '@twotower/engines/postgres';
import { type FolderStore, openStore } from '@twotower/store';
import type { Settings } from './settings.ts';

export interface OpenStores {
  readonly store: FolderStore;
  /** Why no events can be taken in; undefined where they can. */
  readonly eventsReadOnly?: string;
}

/** The store, with the event log of another place where the settings name one. @throws StoreError where one cannot be opened */
export async function openStores({ store: folder, events: url }: Settings): Promise<OpenStores> {
  const store = await openStore(folder);
  if (url === undefined) return { store, eventsReadOnly: store.readOnly };
  const events = await postgresEventLog(url);
  const close = async (): Promise<void> => {
    await events.close();
    await store.close();
  };
  return { store: { ...store, events, close } };
}
