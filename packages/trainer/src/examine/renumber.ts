import { type Dataset, type EventColumns, memoryDataset } from '@twotower/features';

/** A bundle's entities and a log's in one numbering. */
export interface Numbering {
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
}

/** The log's events with its users and items numbered as in other lists of ids, which have them all; by user. */
export function renumbered(log: Dataset, { userIds, itemIds }: Numbering): Dataset {
  const userRow = rowsOf(log.users.ids, userIds);
  const itemRow = rowsOf(log.items.ids, itemIds);
  const { users, types, dictionaries } = log;
  const events = log.readUsers(0, users.ids.length);
  const numbered: EventColumns = {
    ...events,
    user: events.user.map((user) => userRow[user]),
    item: events.item.map((item) => itemRow[item]),
  };
  return memoryDataset({
    users: { ids: userIds, columns: {} },
    items: { ids: itemIds, columns: {} },
    types,
    dictionaries,
    events: numbered,
  });
}

function rowsOf(from: readonly string[], to: readonly string[]): Int32Array {
  const row = new Map(to.map((id, i) => [id, i]));
  return Int32Array.from(from, (id) => row.get(id) ?? -1);
}
