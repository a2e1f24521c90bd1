import type { EventLog, FolderStore } from '@twotower/store';
import { readSettings } from './settings.ts';

/** Lends the event log: that of `TWOTOWER_EVENTS`, where it is set, else the store's own. */
export async function withEventLog<T>(store: FolderStore, task: (log: EventLog) => Promise<T>): Promise<T> {
  const { events } = readSettings();
  if (events === undefined) return task(store.events);
  const { postgresEventLog } = await import('@twotower/engines/postgres');
  const log = await postgresEventLog(events);
  try {
    return await task(log);
  } finally {
    await log.close();
  }
}
