import type { Products } from '@twotower/kernel';
import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import { copyInto, denseParts, type Tensors } from '../model-tensors.ts';
import type { DenseState } from './dense-state.ts';

interface Part {
  readonly shape: number[];
  readonly data: Float32Array;
  readonly accumulator: Float32Array;
  readonly gradient: Float32Array;
}

/**
 * Adagrad of the towers' weights, biases and norms, number by number (Duchi et al. 2011). Model and accumulators may be
 * shared with other threads; the gradient is this one's own.
 */
export class DenseAdagrad {
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #products: Products;

  constructor(model: TwoTowerModel, { accumulators }: DenseState, products: Products) {
    this.#products = products;
    this.#parts = new Map(
      denseParts(model).map(({ name, shape, data }) => [
        name,
        {
          shape,
          data,
          accumulator: accumulators[name],
          gradient: new Float32Array(data.length),
        },
      ]),
    );
  }

  /** This step's gradient of the part of that name (`user.0.kernel`), to be added to in place. Throws {@link CoreError} for no such part. */
  gradient(name: string): Float32Array {
    const part = this.#parts.get(name);
    if (part === undefined) throw new CoreError(`dense ${name}: not in this model`);
    return part.gradient;
  }

  /** `acc += g^2`, `w -= rate g / sqrt(acc + epsilon)`; then forgets the step. */
  apply(rate: number, epsilon: number): void {
    for (const { data, accumulator, gradient } of this.#parts.values()) {
      this.#products.adagrad(data, accumulator, gradient, rate, epsilon);
    }
    this.forget();
  }

  /** Leaves this step's gradients out. */
  forget(): void {
    for (const { gradient } of this.#parts.values()) gradient.fill(0);
  }

  /** Sum of the squares of this step's gradients. */
  squares(): number {
    let sum = 0;
    for (const { gradient } of this.#parts.values()) for (const g of gradient) sum += g * g;
    return sum;
  }

  /** Copies of the accumulators: `accumulator/` and the names of `modelTensors().dense`. */
  state(): Tensors {
    return Object.fromEntries(
      [...this.#parts].map(([name, { shape, accumulator }]) => [
        `accumulator/${name}`,
        { shape, data: accumulator.slice() },
      ]),
    );
  }

  /** Takes up what {@link state} gave. Throws {@link CoreError} where a length is off. */
  restore(state: Tensors): void {
    for (const [name, { accumulator }] of this.#parts) {
      copyInto(accumulator, state[`accumulator/${name}`].data, `accumulator/${name}`);
    }
  }
}
