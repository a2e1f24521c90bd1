import type { Aliases } from './aliases.ts';
import type { BundleListing, Bundles } from './bundle.ts';

/** A bundle with the aliases that point at it. */
export interface RegistryEntry extends BundleListing {
  readonly aliases: readonly string[];
}

/** Every bundle, newest first, wherever bundles and aliases lie. */
export async function listBundles(store: {
  readonly bundles: Pick<Bundles, 'list'>;
  readonly aliases: Pick<Aliases, 'list'>;
}): Promise<RegistryEntry[]> {
  const [bundles, pointers] = await Promise.all([store.bundles.list(), store.aliases.list()]);
  return bundles.map((bundle) => ({
    ...bundle,
    aliases: pointers.filter(({ bundleId }) => bundleId === bundle.id).map(({ name }) => name),
  }));
}
