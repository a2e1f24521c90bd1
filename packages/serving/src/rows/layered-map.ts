/**
 * A map that never changes: {@link LayeredMap.with} gives another that shares what stayed. Layers are joined while the last is no
 * smaller than the one before it, so that there are few of them and each entry is copied few times.
 */
export class LayeredMap<Key, Value> {
  /** The latest last; a key's latest value holds. */
  readonly #layers: readonly ReadonlyMap<Key, Value>[];

  private constructor(layers: readonly ReadonlyMap<Key, Value>[]) {
    this.#layers = layers;
  }

  static empty<Key, Value>(): LayeredMap<Key, Value> {
    return new LayeredMap<Key, Value>([]);
  }

  get isEmpty(): boolean {
    return this.#layers.length === 0;
  }

  get(key: Key): Value | undefined {
    for (let at = this.#layers.length - 1; at >= 0; at--) {
      const value = this.#layers[at].get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  with(entries: Iterable<readonly [Key, Value]>): LayeredMap<Key, Value> {
    let last: ReadonlyMap<Key, Value> = new Map(entries);
    if (last.size === 0) return this;
    const layers = [...this.#layers];
    for (
      let before = layers.at(-1);
      before !== undefined && before.size <= last.size;
      before = layers.at(-1)
    ) {
      last = new Map([...before, ...last]);
      layers.pop();
    }
    return new LayeredMap([...layers, last]);
  }

  /** Each key with its value, in no order. */
  *entries(): Generator<readonly [Key, Value]> {
    const [only] = this.#layers;
    if (this.#layers.length === 1) {
      yield* only;
      return;
    }
    const all = new Map<Key, Value>();
    for (const layer of this.#layers) for (const [key, value] of layer) all.set(key, value);
    yield* all;
  }
}
