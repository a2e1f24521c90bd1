/**
 * The hashes of the event IDs of one user, then of the next: a table in which it costs little to begin anew. A hash has 63
 * bits: two of a user's thousand events fall together less than once in ten billion users.
 */
export class SeenIds {
  /** `[2 a slot]`: both halves; 0 and 0 is free. */
  #slots = new Int32Array(64);
  #mask = 0;

  /** Forgets all; at most so many will be added. */
  begin(most: number): void {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2))) * 2;
    if (this.#slots.length < size) {
      this.#slots = new Int32Array(size);
    } else {
      this.#slots.fill(0, 0, size);
    }
    this.#mask = size - 1;
  }

  /** Whether the hash, not 0 and 0, is new. */
  add(low: number, high: number): boolean {
    const slots = this.#slots;
    let slot = (low << 1) & this.#mask;
    while (slots[slot] !== 0 || slots[slot + 1] !== 0) {
      if (slots[slot] === low && slots[slot + 1] === high) {
        return false;
      }
      slot = (slot + 2) & this.#mask;
    }
    slots[slot] = low;
    slots[slot + 1] = high;
    return true;
  }
}
