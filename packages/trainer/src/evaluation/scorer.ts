/** Anything that scores the whole catalogue for users: a model or a baseline. */
export interface Scorer {
  /**
   * @param users `[n]` user indices
   * @param out row-major `[n, items]`, overwritten; higher is better
   */
  score(users: Int32Array, out: Float32Array): void;
}
