import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleContent, type FolderStore, openStore } from '@twotower/store';
import { RecallEngine } from '../src/engine/recall-engine.ts';

/** Runs with a store in a temporary folder. */
export async function withStore(task: (store: FolderStore) => Promise<void>): Promise<void> {
  const store = await openStore(await mkdtemp(join(tmpdir(), 'twotower-serving-')));
  try {
    await task(store);
  } finally {
    await store.close();
    await rm(store.folder, { recursive: true });
  }
}

/** Writes a bundle and points the champion at it. */
export async function promoted(store: FolderStore, content: BundleContent): Promise<string> {
  const { id } = await store.bundles.write(content);
  await store.aliases.set('champion', id);
  return id;
}

/** An engine over a bundle that is the champion. */
export async function served(
  store: FolderStore,
  content: BundleContent,
  clock?: () => number,
): Promise<{ id: string; engine: RecallEngine }> {
  const id = await promoted(store, content);
  return { id, engine: await RecallEngine.open({ store, clock }) };
}

export const idsOf = (answer: { readonly items: readonly { readonly itemId: string }[] }): string[] =>
  answer.items.map(({ itemId }) => itemId);
