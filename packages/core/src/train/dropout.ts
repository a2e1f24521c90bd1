import { CoreError } from '../error.ts';
import { copyInto, type Tensors } from '../model-tensors.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Masks } from '../tower-pass.ts';

export interface DropoutOptions {
  /** Share of each hidden layer's outputs that a step leaves out, 0 up to but not 1. Default 0. */
  readonly user?: number;
  readonly item?: number;
  /** Same seed: the same masks, step by step. */
  readonly seed: number;
}

const stateName = 'dropout.steps';

/** Float32 counts to 2^24: the steps are kept as two numbers. */
const steppedBy = 2 ** 20;

/** Draws the masks of a training run; its state is the number of steps, so that a resumed run draws the same ones. */
export class Dropout implements Masks {
  readonly #options: DropoutOptions;
  #steps = 0;
  #random: Random;

  /** Throws {@link CoreError} for a share outside 0 to 1. */
  constructor(options: DropoutOptions) {
    for (const side of ['user', 'item'] as const) {
      const share = options[side] ?? 0;
      if (!(share >= 0 && share < 1)) throw new CoreError(`dropout.${side}: ${share} is not in [0, 1)`);
    }
    this.#options = options;
    this.#random = seededRandom(options.seed);
  }

  /** Begins the next step. */
  next(): void {
    this.#random = seededRandom(this.#options.seed * 1_000_003 + this.#steps);
    this.#steps++;
  }

  /** `[size, width]` of 0 and `1 / (1 - share)`, or none where nothing is left out. */
  draw(side: 'user' | 'item', size: number, width: number): Float32Array | undefined {
    const share = this.#options[side] ?? 0;
    if (share === 0) return undefined;
    const mask = new Float32Array(size * width);
    for (let i = 0; i < mask.length; i++) mask[i] = this.#random.next() < share ? 0 : 1 / (1 - share);
    return mask;
  }

  state(): Tensors {
    const high = Math.floor(this.#steps / steppedBy);
    return { [stateName]: { shape: [2], data: Float32Array.of(high, this.#steps % steppedBy) } };
  }

  /** Takes up what {@link state} gave. */
  restore(state: Tensors): void {
    const [high, low] = copyInto(new Float32Array(2), state[stateName].data, stateName);
    this.#steps = high * steppedBy + low;
  }
}
