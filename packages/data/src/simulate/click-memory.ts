/** Rings lie in slabs of this many items, so that growth neither copies nor leaves a gap. */
const slabBits = 20;
const firstRing = 4;

/**
 * The items of every user's last `limit` clicks. A user's ring doubles until it holds `limit`; rings that were left
 * stay unused, so a user takes at most `8 * limit` bytes, and one who never clicks takes 8.
 */
export class ClickMemory {
  readonly #limit: number;
  readonly #slabs: Int32Array[] = [];
  /** `[users]` each: where the ring begins, and how many clicks it has taken. */
  readonly #ring: Int32Array;
  readonly #clicks: Int32Array;
  #used = 0;

  /** @param limit 1 to 2^20 */
  constructor(users: number, limit: number) {
    this.#limit = limit;
    this.#ring = new Int32Array(users);
    this.#clicks = new Int32Array(users);
  }

  /** The oldest item makes room for `item` once there are `limit`. */
  remember(user: number, item: number): void {
    const clicks = this.#clicks[user]++;
    if (clicks < this.#limit && isRingFull(clicks)) {
      this.#moveToLargerRing(user, clicks);
    }
    this.#place(this.#ring[user] + (clicks % this.#limit), item);
  }

  /**
   * @param out `[limit]`; its front gets the user's items in no special order
   * @returns how many
   */
  recall(user: number, out: Int32Array): number {
    const count = Math.min(this.#clicks[user], this.#limit);
    this.#read(this.#ring[user], count, out);
    return count;
  }

  #moveToLargerRing(user: number, count: number): void {
    const size = Math.min(this.#limit, Math.max(firstRing, 2 * count));
    const slab = 1 << slabBits;
    if ((this.#used % slab) + size > slab || this.#used % slab === 0) {
      this.#used = this.#slabs.length * slab;
      this.#slabs.push(new Int32Array(slab));
    }
    const larger = this.#used;
    this.#used += size;
    const from = this.#ring[user];
    for (let i = 0; i < count; i++) {
      this.#place(larger + i, this.#slabs[from >>> slabBits][(from + i) & (slab - 1)]);
    }
    this.#ring[user] = larger;
  }

  #place(at: number, item: number): void {
    this.#slabs[at >>> slabBits][at & ((1 << slabBits) - 1)] = item;
  }

  #read(ring: number, count: number, out: Int32Array): void {
    const slab = this.#slabs[ring >>> slabBits];
    const from = ring & ((1 << slabBits) - 1);
    for (let i = 0; i < count; i++) {
      out[i] = slab[from + i];
    }
  }
}

/** Rings hold 0, 4, 8, 16, ... items, the last one `limit`. */
function isRingFull(clicks: number): boolean {
  return clicks === 0 || (clicks >= firstRing && (clicks & (clicks - 1)) === 0);
}
