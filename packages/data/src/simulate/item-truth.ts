import { parameters } from './parameters.ts';
import { axes, unit, units } from './taste-space.ts';

/** Most visible axes of one item that are not zero: three genres, a type, the two eras beside its year. */
const visible = 6;
/** A record: the visible axes, their weights, the weights of all hidden axes, the quality. */
const weights = visible;
const hidden = weights + visible;
const { latentAxes } = parameters;
const firstHidden = axes.latent;
const quality = hidden + latentAxes;
const record = quality + 1;

/**
 * The true vectors and qualities of all items, 50 bytes each: in whole units, without the zeros of the visible
 * axes. One request computes 600 preferences of items scattered over the catalogue, and their way from
 * memory takes longer than the arithmetic.
 */
export class ItemTruth {
  readonly #records: Int16Array;

  constructor(items: number) {
    this.#records = new Int16Array(items * record);
  }

  /** @param vector `[axes.count]`, at most 6 of the axes before `axes.latent` not zero */
  set(item: number, vector: Float64Array, itemQuality: number): void {
    const own = this.#records.subarray(item * record, (item + 1) * record).fill(0);
    let place = 0;
    for (let axis = 0; axis < axes.latent; axis++) {
      if (vector[axis] !== 0) {
        own[place] = axis;
        own[weights + place++] = units(vector[axis]);
      }
    }
    for (let axis = axes.latent; axis < axes.count; axis++) {
      own[hidden + axis - axes.latent] = units(vector[axis]);
    }
    own[quality] = units(itemQuality);
  }

  /** In units. */
  quality(item: number): number {
    return this.#records[item * record + quality];
  }

  /** @param out `[axes.count]`, overwritten with units and returned */
  vector(item: number, out: Int32Array): Int32Array {
    const own = this.#records.subarray(item * record, (item + 1) * record);
    out.fill(0);
    for (let place = 0; place < visible; place++) {
      out[own[place]] += own[weights + place];
    }
    for (let axis = axes.latent; axis < axes.count; axis++) {
      out[axis] = own[hidden + axis - axes.latent];
    }
    return out;
  }

  /**
   * How much a taste likes items: dot product plus quality.
   *
   * @param taste `[axes.count]`
   * @param out its front `count` are overwritten, one preference an item
   */
  preferences(taste: Float64Array, items: Int32Array, count: number, out: Float64Array): void {
    const records = this.#records;
    for (let i = 0; i < count; i++) {
      const own = items[i] * record;
      out[i] = records[own + quality] + taste[records[own]] * records[own + weights];
    }
    for (let i = 0; i < count; i++) {
      const own = items[i] * record;
      let sum =
        out[i] +
        taste[records[own + 1]] * records[own + weights + 1] +
        taste[records[own + 2]] * records[own + weights + 2] +
        taste[records[own + 3]] * records[own + weights + 3] +
        taste[records[own + 4]] * records[own + weights + 4] +
        taste[records[own + 5]] * records[own + weights + 5];
      for (let axis = 0; axis < latentAxes; axis += 4) {
        const at = own + hidden + axis;
        const of = firstHidden + axis;
        sum +=
          taste[of] * records[at] +
          taste[of + 1] * records[at + 1] +
          (taste[of + 2] * records[at + 2] + taste[of + 3] * records[at + 3]);
      }
      out[i] = sum * unit;
    }
  }
}
