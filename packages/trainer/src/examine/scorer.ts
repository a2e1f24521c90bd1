import type { ItemsByUser } from '../prepare/items-by-user.ts';
import type { Positives } from '../prepare/positives.ts';

/** Users to be scored together, with what they did before. */
export interface ScoredUsers {
  /** `[n]` user indices */
  readonly users: Int32Array;
  /** What each of them did in the training part. */
  readonly history: ItemsByUser;
  /** The request: user r's is at row `rows[r]` of the columns. Without it, it is unknown. */
  readonly context?: { readonly columns: Positives['context']; readonly rows: Int32Array };
}

/** Items that are not to be ranked, user by user. */
export interface MaskedItems {
  /** `[n + 1]` */
  readonly offsets: Int32Array;
  /** User r's from `offsets[r]` to `offsets[r + 1]`, ascending. */
  readonly items: Int32Array;
}

/** Anything that scores the whole catalogue for users: a model or a baseline. */
export interface Scorer {
  /** @param out row-major `[n, items]`, overwritten; higher is better */
  score(group: ScoredUsers, out: Float32Array): void;
  /**
   * The best items of each user without all scores being written, where the scorer can do that: best first, ties by the
   * lower item, -1 behind the last.
   *
   * @param out row-major `[n, length]`, overwritten
   */
  top?(group: ScoredUsers, masked: MaskedItems, length: number, out: Int32Array): void;
}
