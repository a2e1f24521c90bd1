import { ownText } from './own-text.ts';

/** Ids in the order they were first seen, each with its integer. */
export class IdIndex {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** The id's integer; undefined where it was not seen before. */
  find(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  /** The id's integer, a new one where it was not seen before. */
  add(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) {
      return known;
    }
    const copy = ownText(id);
    const number = this.ids.length;
    this.ids.push(copy);
    this.#numbers.set(copy, number);
    return number;
  }
}
