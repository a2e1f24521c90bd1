import type { RawRecord } from '@twotower/features';
import { itemRecord } from '../items/item-record.ts';
import { userRecord } from '../users/user-record.ts';
import type { LiveData } from './live-data.ts';
import type { ServedNow } from './served-now.ts';
import { userProfile } from './user-profile.ts';

/** Puts an item with its columns. @returns whether it was not served before @throws ServingError INVALID_REQUEST */
export function putItem(now: ServedNow, live: LiveData, id: string, features: RawRecord): boolean {
  const record = itemRecord(now.line.state.base, features);
  const isNew = !isServed(now, id);
  live.items.set(id, { kind: 'put', record });
  return isNew;
}

/** @returns whether it was served */
export function removeItem(now: ServedNow, live: LiveData, id: string): boolean {
  const wasServed = isServed(now, id);
  live.items.set(id, { kind: 'removed' });
  return wasServed;
}

/** Puts a user's profile. @returns whether nothing was stored of them before @throws ServingError INVALID_REQUEST */
export function putUser(now: ServedNow, live: LiveData, id: string, features: RawRecord): boolean {
  const record = userRecord(now.line.state.base, features);
  const { known } = userProfile(now.asked(), id);
  live.users.set(id, { kind: 'put', record });
  return !known;
}

/** @returns whether anything was stored of them */
export function removeUser(now: ServedNow, live: LiveData, id: string): boolean {
  const { known } = userProfile(now.asked(), id);
  live.events.forget(id);
  live.users.set(id, { kind: 'removed' });
  return known;
}

export function isServed(now: ServedNow, itemId: string): boolean {
  const { items } = now.asked().state;
  const row = items.row(itemId);
  return row !== undefined && items.serves(row);
}
