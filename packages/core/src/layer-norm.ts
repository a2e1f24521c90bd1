import { grown } from './grown.ts';
import type { LayerNorm } from './model.ts';

/** Keeps a layer whose outputs are all alike finite. */
const layerNormEpsilon = 1e-5;

/**
 * Layer normalisation with its way back, in place: `y = gain h + shift`, `h = (x - mean) / sqrt(variance + 1e-5)` over each row.
 * Back: `dgain = sum dy h`, `dshift = sum dy`, and with `dh = dy gain`, means over a row,
 * `dx = (dh - mean(dh) - h mean(dh h)) / deviation`.
 */
export class LayerNormPass {
  readonly #norm: LayerNorm;
  /** `[size, width]`: mean 0 and variance 1, before gain and shift. */
  #standard: Float32Array = new Float32Array(0);
  #inverse: Float32Array = new Float32Array(0);

  constructor(norm: LayerNorm) {
    this.#norm = norm;
  }

  forward(x: Float32Array, size: number): void {
    const { gain, shift } = this.#norm;
    const width = gain.length;
    this.#standard = grown(this.#standard, size * width);
    this.#inverse = grown(this.#inverse, size);
    for (let r = 0; r < size; r++) {
      const from = r * width;
      let mean = 0;
      for (let c = 0; c < width; c++) mean += x[from + c];
      mean /= width;
      let variance = 0;
      for (let c = 0; c < width; c++) variance += (x[from + c] - mean) ** 2;
      const inverse = 1 / Math.sqrt(variance / width + layerNormEpsilon);
      this.#inverse[r] = inverse;
      for (let c = 0; c < width; c++) {
        const standard = (x[from + c] - mean) * inverse;
        this.#standard[from + c] = standard;
        x[from + c] = gain[c] * standard + shift[c];
      }
    }
  }

  /** `gradient` of the outputs becomes that of the inputs; adds to those of gain and shift. */
  backward(gradient: Float32Array, size: number, { gain: ofGain, shift: ofShift }: LayerNorm): void {
    const { gain } = this.#norm;
    const width = gain.length;
    const standard = this.#standard;
    for (let r = 0; r < size; r++) {
      const from = r * width;
      let mean = 0;
      let along = 0;
      for (let c = 0; c < width; c++) {
        const g = gradient[from + c];
        ofGain[c] += g * standard[from + c];
        ofShift[c] += g;
        mean += g * gain[c];
        along += g * gain[c] * standard[from + c];
      }
      mean /= width;
      along /= width;
      for (let c = 0; c < width; c++) {
        const h = gradient[from + c] * gain[c];
        gradient[from + c] = (h - mean - standard[from + c] * along) * this.#inverse[r];
      }
    }
  }
}
