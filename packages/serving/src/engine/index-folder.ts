import type { VectorIndex } from '@twotower/index';
import type { IndexMaker } from '../state/index-maker.ts';
import type { ServedLine } from '../state/served-line.ts';

/** Builds indexes anew of which much has changed, one after another, while the old ones go on answering. */
export class IndexFolder {
  readonly #indexes: IndexMaker;
  readonly #onNotice: ((message: string) => void) | undefined;
  #folding: Promise<void> = Promise.resolve();

  constructor(indexes: IndexMaker, onNotice?: (message: string) => void) {
    this.#indexes = indexes;
    this.#onNotice = onNotice;
  }

  /** Looks at a line once what is under way is done. A failure is told of, and the old index stays. */
  soon(line: ServedLine | undefined): void {
    if (line === undefined) return;
    const { config, model } = line.state.base;
    const build = (vectors: Float32Array, kind: VectorIndex['kind']): Promise<VectorIndex> =>
      this.#indexes.build(vectors, model.dim, kind === 'exact' ? { kind } : config.index);
    this.#folding = this.#folding
      .then(() => line.fold(build))
      .catch((error: unknown) => {
        this.#onNotice?.(`the index could not be built anew, the old one stays: ${String(error)}`);
      });
  }

  /** Resolves once nothing is being built. */
  idle(): Promise<void> {
    return this.#folding;
  }
}
