import { grown } from '../grown.ts';

/** Puts vectors that no tower computes among those of a batch's items, and takes their gradient out again. */
export class WithConstants {
  #joined: Float32Array = new Float32Array(0);

  /**
   * `[C + B * H, dim]`, the constants the last of the C shared candidates.
   *
   * @param vectors `[E + B * H, dim]` of the item tower, `computed` numbers of which the first `shared` are of shared candidates
   * @param constants `[K, dim]`; absent for none
   */
  join(
    vectors: Float32Array,
    shared: number,
    computed: number,
    constants: Float32Array | undefined,
  ): Float32Array {
    if (constants === undefined || constants.length === 0) return vectors;
    this.#joined = grown(this.#joined, computed + constants.length);
    this.#joined.set(vectors.subarray(0, shared));
    this.#joined.set(constants, shared);
    this.#joined.set(vectors.subarray(shared, computed), shared + constants.length);
    return this.#joined;
  }

  /** Moves the gradient of the private candidates up to that of the tower's shared ones, in place. */
  leaveOut(
    ofItems: Float32Array,
    shared: number,
    computed: number,
    constants: Float32Array | undefined,
  ): void {
    const length = constants?.length ?? 0;
    if (length > 0) ofItems.copyWithin(shared, shared + length, computed + length);
  }
}
