/**
 * Tells rows of one user apart from rows of a user that stands once: a batch's users go into a table of the batch's size, which
 * stays in the nearest cache where one of all users would not.
 */
export class FirstRows {
  /** A row, or {@link NONE}; the next place is tried where another user's row is. */
  #places = new Int32Array(0);
  #first = new Int32Array(0);

  /**
   * @param users `[rows]`
   * @returns `[rows]`, perhaps with more behind: the first row that holds the same user; good until the next call
   */
  of(users: Int32Array): Int32Array {
    const { length } = users;
    // At least twice as many places as rows, so that a free one is near.
    const size = 2 << (32 - Math.clz32(length));
    if (this.#places.length < size) {
      this.#places = new Int32Array(size);
      this.#first = new Int32Array(size);
    }
    const places = this.#places.fill(NONE, 0, size);
    const first = this.#first;
    for (let row = 0; row < length; row++) {
      const user = users[row];
      let place = (Math.imul(user, SPREAD) >>> 7) & (size - 1);
      while (places[place] !== NONE && users[places[place]] !== user) {
        place = (place + 1) & (size - 1);
      }
      if (places[place] === NONE) {
        places[place] = row;
      }
      first[row] = places[place];
    }
    return first;
  }
}

const NONE = -1;
/** The golden ratio's share of 2^32, which spreads neighbouring numbers (Knuth, The Art of Computer Programming 6.4). */
const SPREAD = 0x9e3779b1;
