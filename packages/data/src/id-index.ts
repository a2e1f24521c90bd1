/** Ids in the order they were first seen, each with its integer. */
export class IdIndex {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The id's integer, a new one where it was not seen before. */
  add(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) {
      return known;
    }
    // A copy: a slice would keep the whole block of the file it was cut from in memory.
    const copy = id.length < 13 ? id : Buffer.from(id, 'utf8').toString('utf8');
    const number = this.ids.length;
    this.ids.push(copy);
    this.#numbers.set(copy, number);
    return number;
  }
}
