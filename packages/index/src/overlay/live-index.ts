import { setImmediate } from 'node:timers/promises';
import type { RowSet } from '../row-set.ts';
import type { VectorIndex } from '../vector-index.ts';
import { OverlayIndex } from './overlay-index.ts';
import type { RowChanges } from './row-changes.ts';

/** Builds a base over vectors `[size, dim]`, which lie in shared memory. */
export type BuildBase = (vectors: Float32Array) => Promise<VectorIndex>;

/** Numbers that are copied in one go: about a millisecond. */
const copied = 1 << 20;

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
      const folded = this.#current;
      const vectors = await allVectors(folded, this.#vectors);
      const base = await build(vectors);
      this.#current = since.reduce(
        (index, changes) => index.withChanges(changes),
        OverlayIndex.over(base, rowsNotIn(folded.there)),
      );
      this.#vectors = vectors;
      return true;
    } finally {
      this.#since = undefined;
    }
  }
}

/** All vectors `[size, dim]` of an index as it is, zeros for rows that are no more. */
async function allVectors(index: OverlayIndex, ofBase: Float32Array): Promise<Float32Array> {
  const { size, dim, there } = index;
  const bytes = size * dim * Float32Array.BYTES_PER_ELEMENT;
  const vectors = new Float32Array(new SharedArrayBuffer(bytes));
  for (let start = 0; start < ofBase.length; start += copied) {
    vectors.set(ofBase.subarray(start, start + copied), start);
    await setImmediate();
  }
  index.writeChanged(vectors);
  for (const row of rowsNotIn(there)) vectors.fill(0, row * dim, (row + 1) * dim);
  return vectors;
}

function rowsNotIn(there: RowSet): Int32Array {
  return Int32Array.from(there.not().rows());
}
