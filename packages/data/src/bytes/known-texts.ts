const startSlots = 1 << 12;
/** Bytes before a text. */
const head = 8;

/**
 * Texts in the order they were first seen, each with its code. They come as bytes of UTF-8: a text is made only of one that
 * is new.
 */
export class KnownTexts {
  /** How many there are. */
  size = 0;
  /** `[2 a slot]`, by hash: the hash, and where the text lies + 1; 0 there is free. Side by side, for one miss of the cache. */
  #slots = new Int32Array(2 * startSlots);
  /** Of each text its code and length in four bytes each, then itself: of all that is looked at, most lies together. */
  #bytes = Buffer.allocUnsafe(startSlots * 16);
  #end = 0;
  /** Where each code's text lies. */
  #starts = new Int32Array(startSlots);
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
    let slot = (hash << 1) & mask;
    for (let place = slots[slot + 1]; place !== 0; place = slots[slot + 1]) {
      if (slots[slot] === hash && this.#isAt(place - 1, bytes, from, to)) {
        return this.#wordAt(place - 1);
      }
      slot = (slot + 2) & mask;
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
    const start = this.#starts[code];
    return this.#bytes.toString('utf8', start + head, start + head + this.#wordAt(start + 4));
  }

  #isAt(start: number, bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#wordAt(start + 4) !== to - from) {
      return false;
    }
    const own = this.#bytes;
    for (let i = from, at = start + head; i < to; i++, at++) {
      if (own[at] !== bytes[i]) {
        return false;
      }
    }
    return true;
  }

  #wordAt(at: number): number {
    const own = this.#bytes;
    return own[at] | (own[at + 1] << 8) | (own[at + 2] << 16) | (own[at + 3] << 24);
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const start = this.#end;
    this.#end += head + to - from;
    if (this.#end > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    if (this.size === this.#starts.length) {
      const longer = new Int32Array(this.size * 2);
      longer.set(this.#starts);
      this.#starts = longer;
    }
    const code = this.size++;
    this.#bytes.writeInt32LE(code, start);
    this.#bytes.writeInt32LE(to - from, start + 4);
    this.#bytes.set(bytes.subarray(from, to), start + head);
    this.#starts[code] = start;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = start + 1;
    if (this.size * 4 > this.#slots.length) {
      this.#grow();
    }
    return code;
  }

  #grow(): void {
    const { length } = this.#slots;
    const slots = new Int32Array(length * 2);
    const mask = slots.length - 1;
    for (let old = 0; old < length; old += 2) {
      if (this.#slots[old + 1] !== 0) {
        let slot = (this.#slots[old] << 1) & mask;
        while (slots[slot + 1] !== 0) {
          slot = (slot + 2) & mask;
        }
        slots[slot] = this.#slots[old];
        slots[slot + 1] = this.#slots[old + 1];
      }
    }
    this.#slots = slots;
  }
}
