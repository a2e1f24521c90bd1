import { CoreError } from '../error.ts';
import { copyInto, type Tensors } from '../model-tensors.ts';

/** Below it a softmax sees one negative alone and steps blow up; as in CLIP (Radford et al. 2021). */
const lowest = 0.01;

const stateName = 'temperature';

/** A temperature that is learnt with the model: its log is one dense number under Adagrad. */
export class LearnedTemperature {
  #log: number;
  #accumulator: number;
  readonly #lowestLog: number;

  constructor(initial: number, initialAccumulator: number) {
    this.#log = Math.fround(Math.log(initial));
    this.#accumulator = Math.fround(initialAccumulator);
    this.#lowestLog = Math.min(this.#log, Math.log(lowest));
  }

  get value(): number {
    return Math.exp(this.#log);
  }

  /** One Adagrad step along the gradient by the log; never below 0.01, or where it began if that is lower. */
  apply(gradient: number, rate: number, epsilon: number): void {
    this.#accumulator = Math.fround(this.#accumulator + gradient * gradient);
    const moved = this.#log - (rate * gradient) / Math.sqrt(this.#accumulator + epsilon);
    this.#log = Math.fround(Math.max(moved, this.#lowestLog));
  }

  /** `[log temperature, accumulator]` */
  state(): Tensors {
    return { [stateName]: { shape: [2], data: Float32Array.of(this.#log, this.#accumulator) } };
  }

  /** Takes up what {@link state} gave. Throws {@link CoreError} where it is missing. */
  restore(state: Tensors): void {
    const saved = state[stateName];
    if (saved === undefined)
      throw new CoreError('temperature: missing in the state, which is of a step that did not learn it');
    const numbers = new Float32Array(2);
    copyInto(numbers, saved.data, 'temperature');
    [this.#log, this.#accumulator] = numbers;
  }
}
