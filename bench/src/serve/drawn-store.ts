import { openStore } from '@twotower/store';
import { drawnBundle } from '../measure/drawn-bundle.ts';

const users = 10_000;

/** How users of the drawn store are called. */
export function userId(row: number): string {
  return `user-${row % users}`;
}

/** Writes an untrained bundle of so many items and of 10,000 users with 20 positives each, and promotes it. */
export async function writeDrawnStore(folder: string, items: number): Promise<void> {
  const store = await openStore(folder);
  const { id } = await store.bundles.write(await drawnBundle(3, { items, users, dim: 64, positives: 20 }));
  await store.aliases.set('champion', id);
  await store.close();
}
