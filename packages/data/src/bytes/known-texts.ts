const startSlots = 1 << 12;

/**
 * Texts in the order they were first seen, each with its code. They come as bytes of UTF-8: a text is made only of one that
 * is new.
 */
export class KnownTexts {
  /** How many there are. */
  size = 0;
  /** Code + 1 by hash; 0 is free. */
  #slots = new Int32Array(startSlots);
  /** By code. */
  #hashes = new Int32Array(startSlots);
  /** Where each code's bytes begin; they end where the next one's begin. */
  #starts = new Int32Array(startSlots + 1);
  #bytes = Buffer.allocUnsafe(startSlots * 8);
  #taken = 0;

  /** The code of the text in `bytes` from `from` to below `to`, a new one where it was not seen before. */
  code(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) {
      hash = Math.imul(hash ^ bytes[i], 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = slots[slot] - 1;
      if (code < 0) {
        break;
      }
      if (this.#hashes[code] === hash && this.#isAt(code, bytes, from, to)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, from, to, hash, slot);
  }

  /** The texts that have got codes since the last call, in the order of their codes. */
  takeNew(): string[] {
    const texts: string[] = [];
    for (; this.#taken < this.size; this.#taken++) {
      texts.push(this.text(this.#taken));
    }
    return texts;
  }

  text(code: number): string {
    return this.#bytes.toString('utf8', this.#starts[code], this.#starts[code + 1]);
  }

  #isAt(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[code];
    if (this.#starts[code + 1] - start !== to - from) {
      return false;
    }
    const own = this.#bytes;
    for (let i = from, at = start; i < to; i++, at++) {
      if (own[at] !== bytes[i]) {
        return false;
      }
    }
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.size++;
    const start = this.#starts[code];
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(from, to), start);
    this.#starts[code + 1] = end;
    this.#hashes[code] = hash;
    this.#slots[slot] = code + 1;
    if (this.size * 2 > this.#slots.length) {
      this.#grow();
    }
    return code;
  }

  #grow(): void {
    const length = this.#slots.length * 2;
    const hashes = new Int32Array(length);
    hashes.set(this.#hashes);
    const starts = new Int32Array(length + 1);
    starts.set(this.#starts);
    const slots = new Int32Array(length);
    for (let code = 0; code < this.size; code++) {
      let slot = hashes[code] & (length - 1);
      while (slots[slot] !== 0) {
        slot = (slot + 1) & (length - 1);
      }
      slots[slot] = code + 1;
    }
    this.#hashes = hashes;
    this.#starts = starts;
    this.#slots = slots;
  }
}
