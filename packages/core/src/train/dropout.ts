import { CoreError } from '../error.ts';
import { copyInto, type Tensors } from '../model-tensors.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Engine } from './engine.ts';
import type { DrawDropout } from './tower-pass.ts';

export interface DropoutOptions {
  /** Share of each hidden layer's outputs that a step leaves out, 0 up to but not 1. Default 0. */
  readonly user?: number;
  readonly item?: number;
  /** Same seed: the same masks, step by step. */
  readonly seed: number;
}

const stateName = 'dropout.steps';

/** Draws the masks of a training run; its state is the number of steps, so that a resumed run draws the same ones. */
export class Dropout {
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

  /** {@link draw} as tensors. */
  drawFor({ tf }: Engine, side: 'user' | 'item'): DrawDropout {
    return (size, width) => {
      const mask = this.draw(side, size, width);
      return mask && tf.tensor2d(mask, [size, width]);
    };
  }

  state(): Tensors {
    return { [stateName]: { shape: [1], data: Float32Array.of(this.#steps) } };
  }

  /** Takes up what {@link state} gave. Throws {@link CoreError} where it is missing. */
  restore(state: Tensors): void {
    const saved = state[stateName];
    if (saved === undefined) throw new CoreError('dropout: steps missing; the state is of a step without it');
    const numbers = new Float32Array(1);
    copyInto(numbers, saved.data, stateName);
    this.#steps = numbers[0];
  }
}
