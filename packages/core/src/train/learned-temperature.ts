import { copyInto, type Tensors } from '../model-tensors.ts';
import type { DenseState } from './dense-state.ts';

/** Below it a softmax sees one negative alone and steps blow up; as in CLIP (Radford et al. 2021). */
const lowest = 0.01;

const logName = 'log-temperature';
const accumulatorName = `accumulator/${logName}`;

/** A temperature that is learnt with the model: its log is one dense number under Adagrad. */
export class LearnedTemperature {
  /** `[log temperature, accumulator]`, perhaps shared with other threads. */
  readonly #numbers: Float32Array;
  readonly #lowestLog: number;

  /** @param initial where it began */
  constructor(initial: number, { temperature }: DenseState) {
    this.#numbers = temperature;
    this.#lowestLog = Math.min(Math.fround(Math.log(initial)), Math.log(lowest));
  }

  get value(): number {
    return Math.exp(this.#numbers[0]);
  }

  /** One Adagrad step along the gradient by the log; never below 0.01, or where it began if that is lower. */
  apply(gradient: number, rate: number, epsilon: number): void {
    const numbers = this.#numbers;
    numbers[1] += gradient * gradient;
    numbers[0] = Math.max(numbers[0] - (rate * gradient) / Math.sqrt(numbers[1] + epsilon), this.#lowestLog);
  }

  state(): Tensors {
    const [log, accumulator] = this.#numbers;
    return {
      [logName]: { shape: [1], data: Float32Array.of(log) },
      [accumulatorName]: { shape: [1], data: Float32Array.of(accumulator) },
    };
  }

  /** Takes up what {@link state} gave. */
  restore(state: Tensors): void {
    const numbers = this.#numbers;
    copyInto(numbers.subarray(0, 1), state[logName].data, logName);
    copyInto(numbers.subarray(1, 2), state[accumulatorName].data, accumulatorName);
  }
}
