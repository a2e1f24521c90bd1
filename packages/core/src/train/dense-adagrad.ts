import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import { copyInto, denseParts, type Tensors } from '../model-tensors.ts';

/** Adagrad of the towers' kernels and biases, number by number (Duchi et al. 2011). */
export class DenseAdagrad {
  readonly #parts: ReadonlyMap<string, { shape: number[]; data: Float32Array; accumulator: Float32Array }>;

  constructor(model: TwoTowerModel, initialAccumulator: number) {
    this.#parts = new Map(
      denseParts(model).map(({ name, shape, data }) => [
        name,
        { shape, data, accumulator: new Float32Array(data.length).fill(initialAccumulator) },
      ]),
    );
  }

  /** `acc += g^2`, `w -= rate g / sqrt(acc + epsilon)` for the part of that name (`user.0.kernel`). */
  apply(name: string, gradient: Float32Array, rate: number, epsilon: number): void {
    const { data, accumulator } = this.#part(name);
    for (let i = 0; i < data.length; i++) {
      const g = gradient[i];
      accumulator[i] += g * g;
      data[i] -= (rate * g) / Math.sqrt(accumulator[i] + epsilon);
    }
  }

  /** Copies of the accumulators by the names of `modelTensors().dense`. */
  state(): Tensors {
    return Object.fromEntries(
      [...this.#parts].map(([name, { shape, accumulator }]) => [name, { shape, data: accumulator.slice() }]),
    );
  }

  /** Takes up what {@link state} gave. Throws {@link CoreError} where a name or a length is missing or off. */
  restore(state: Tensors): void {
    for (const [name, { accumulator }] of this.#parts) {
      if (state[name] === undefined)
        throw new CoreError(`accumulator ${name}: missing; the state is of another model`);
      copyInto(accumulator, state[name].data, `accumulator ${name}`);
    }
  }

  #part(name: string) {
    const part = this.#parts.get(name);
    if (part === undefined) throw new CoreError(`dense ${name}: not in this model`);
    return part;
  }
}
