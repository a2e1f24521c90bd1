import type { Bundles } from '@twotower/store';
import type { IndexMaker } from '../state/index-maker.ts';
import { loadServedBundle, type ServedBundle } from '../state/served-bundle.ts';

/** Bundles that are in memory, so that those who serve the same one share it. Whoever serves none lets go of it. */
export class BundleShelf {
  readonly #bundles: Pick<Bundles, 'open'>;
  readonly #indexes: IndexMaker;
  readonly #held = new Map<string, WeakRef<ServedBundle>>();
  readonly #loading = new Map<string, Promise<ServedBundle>>();

  constructor(bundles: Pick<Bundles, 'open'>, indexes: IndexMaker) {
    this.#bundles = bundles;
    this.#indexes = indexes;
  }

  /** @throws StoreError where there is no such bundle, or as {@link loadServedBundle} */
  async open(id: string): Promise<ServedBundle> {
    const held = this.#held.get(id)?.deref();
    if (held !== undefined) return held;
    const loading = this.#loading.get(id) ?? this.#load(id);
    this.#loading.set(id, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(id);
    }
  }

  async #load(id: string): Promise<ServedBundle> {
    const bundle = await loadServedBundle(await this.#bundles.open(id), this.#indexes);
    this.#held.set(id, new WeakRef(bundle));
    return bundle;
  }
}
