import type { Tensors } from './tensor.ts';

/** A training's standing, to resume from. */
export interface Checkpoint {
  /** JSON. */
  readonly meta: unknown;
  readonly tensors: Tensors;
}

export interface Checkpoints {
  /** Replaces the checkpoint of this name in one step; a crash leaves the old or the new one. */
  save(name: string, checkpoint: Checkpoint): Promise<void>;
  /**
   * @returns undefined where none was saved
   * @throws StoreError naming the file that is missing, truncated or changed
   */
  load(name: string): Promise<Checkpoint | undefined>;
  remove(name: string): Promise<void>;
}
