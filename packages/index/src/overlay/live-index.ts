import type { VectorIndex } from '../vector-index.ts';
import { OverlayIndex } from './overlay-index.ts';
import type { RowChanges } from './row-changes.ts';

/** Builds a base over vectors `[size, dim]`. */
export type BuildBase = (vectors: Float32Array) => Promise<VectorIndex>;

/**
 * An index that follows changes: one reference to an {@link OverlayIndex}, swapped at once by each change, and by a fold when it
 * is done. Who searches takes {@link LiveIndex.current} and keeps it for as long as an answer takes.
 */
export class LiveIndex {
  #current: OverlayIndex;
  /** What the base was built over. */
  #vectors: Float32Array;
  /** Changes since a fold began. */
  #since: RowChanges[] | undefined;

  constructor(base: VectorIndex, vectors: Float32Array) {
    this.#current = OverlayIndex.over(base);
    this.#vectors = vectors;
  }

  get current(): OverlayIndex {
    return this.#current;
  }

  /** @throws IndexError where the changes do not fit; nothing is changed then */
  change(changes: RowChanges): void {
    this.#current = this.#current.withChanges(changes);
    this.#since?.push(changes);
  }

  /**
   * Builds a new base over all vectors as they are, and puts what changes meanwhile over it. False where one is being built
   * already. Where building throws, the old base stays.
   */
  async fold(build: BuildBase): Promise<boolean> {
    if (this.#since !== undefined) return false;
    const since: RowChanges[] = [];
    this.#since = since;
    try {
      const { vectors, removed } = this.#current.vectors(this.#vectors);
      const base = await build(vectors);
      this.#current = since.reduce(
        (index, changes) => index.withChanges(changes),
        OverlayIndex.over(base, removed),
      );
      this.#vectors = vectors;
      return true;
    } finally {
      this.#since = undefined;
    }
  }
}
