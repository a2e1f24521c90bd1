import type { RegistryEntry } from '../list-bundles.ts';
import type { Store } from '../store.ts';
import type { EntityChange } from './entity-changes.ts';

/**
 * Drops what was put and removed by hand as far as no bundle that is kept needs it: of what was put, each has it and was made later; an
 * item that was removed is in none, and no event of it is left to bring it back; of who was erased, each has learnt the log behind it.
 *
 * @param before events that arrived earlier are gone, milliseconds since 1970
 * @returns how many
 */
export async function pruneChanges(
  { bundles, changes }: Pick<Store, 'bundles' | 'changes'>,
  kept: readonly RegistryEntry[],
  before: number,
): Promise<number> {
  // A broken bundle may be mended, and need anything.
  if (kept.length === 0 || kept.some(({ manifest }) => manifest === undefined)) return 0;
  if ((await changes.version()) === 0) return 0;
  const known = await Promise.all(
    kept.map(async ({ id, manifest }) => {
      const bundle = await bundles.open(id);
      const [items, users] = [await bundle.items(), await bundle.users()];
      return { cutOff: manifest?.cutOff, item: new Set(items.ids), user: new Set(users.ids) };
    }),
  );
  return changes.prune((change: EntityChange) => {
    switch (change.kind) {
      case 'put':
        return known.every(
          (of) => of[change.side].has(change.id) && change.version <= (of.cutOff?.changes ?? 0),
        );
      case 'removed':
        return change.at < before && known.every(({ item }) => !item.has(change.id));
      case 'erased':
        return known.every(({ cutOff }) => cutOff && Number(change.position) < Number(cutOff.position));
    }
  });
}
