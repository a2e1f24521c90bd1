import type { Bag, TowerBatch } from '@twotower/features';
import type { AffineGradients, Products, WeightedRows } from '@twotower/kernel';
import { attentionGradients } from './attention-gradients.ts';
import type { EmbeddingTable } from './embedding-table.ts';
import { grown } from './grown.ts';
import { LayerNormPass } from './layer-norm.ts';
import type { DenseLayer, LayerNorm, Tower, TwoTowerModel } from './model.ts';
import { inputWidth, poolInputs } from './pool-inputs.ts';
import { tableOf } from './table-of.ts';

/** Keeps a zero vector finite under normalisation: `z / sqrt(z . z + 1e-12)`. */
const normEpsilon = 1e-12;

/** What of hidden outputs `[size, width]` a step leaves out: 0, or one over the share that is kept. None for nothing. */
export interface Masks {
  draw(side: 'user' | 'item', size: number, width: number): Float32Array | undefined;
}

/** Where the gradients of one tower are added up. */
export interface TowerGradients {
  readonly layers: readonly LayerGradients[];
  readonly attention?: { readonly query: Float32Array; readonly bias: Float32Array };
  /** By the tower's inputs; undefined for one through which no row moves. */
  readonly rows: readonly (RowGradients | undefined)[];
}

export interface LayerGradients extends AffineGradients {
  readonly norm?: LayerNorm;
}

export interface RowGradients {
  /** Hands each record's gradient, at `r * stride + offset`, on to the rows of its bag. */
  add(bag: WeightedRows, size: number, gradient: Float32Array, stride: number, offset: number): void;
}

interface LayerPass {
  readonly layer: DenseLayer;
  readonly norm?: LayerNormPass;
  /** `[size, outputs]` after norm, relu and mask. */
  outputs: Float32Array;
  mask?: Float32Array;
}

/**
 * The way through one tower and back: pooled inputs, then dense, norm, relu, mask, ..., dense, plus the sum of the inputs where the
 * tower is residual, L2 normalisation. One batch at a time; buffers grow to the largest and are used again.
 */
export class TowerPass {
  readonly #products: Products;
  readonly #model: TwoTowerModel;
  readonly #side: 'user' | 'item';
  readonly #tower: Tower;
  readonly #tables: readonly EmbeddingTable[];
  readonly #width: number;
  readonly #layers: readonly LayerPass[];
  #pooled: Float32Array = new Float32Array(0);
  #inverse: Float32Array = new Float32Array(0);
  #gradients: [Float32Array, Float32Array] = [new Float32Array(0), new Float32Array(0)];
  #bags: readonly Bag[] = [];
  #size = 0;

  /** @param out where vectors go instead of a buffer of its own, as large as any batch needs */
  constructor(products: Products, model: TwoTowerModel, side: 'user' | 'item', out?: Float32Array) {
    this.#products = products;
    this.#model = model;
    this.#side = side;
    this.#tower = model[side];
    this.#tables = this.#tower.inputs.map((input) => tableOf(model, input));
    this.#width = inputWidth(this.#tower, model.dim);
    this.#layers = this.#tower.layers.map((layer) => ({
      layer,
      ...(layer.norm && { norm: new LayerNormPass(layer.norm) }),
      outputs: new Float32Array(0),
    }));
    const last = this.#layers.at(-1);
    if (out !== undefined && last) last.outputs = out;
    else if (out !== undefined) this.#pooled = out;
  }

  /** Unit vectors `[size, dim]` at the beginning of what is given; good until the next time. */
  forward(batch: TowerBatch, masks: Masks | null): Float32Array {
    const products = this.#products;
    const { dim } = this.#model;
    const { inputs, residual } = this.#tower;
    const { size } = batch;
    this.#size = size;
    this.#pooled = grown(this.#pooled, size * this.#width);
    this.#inverse = grown(this.#inverse, size);
    this.#bags = poolInputs(products, this.#model, this.#tower, batch, this.#pooled);
    let x = this.#pooled;
    this.#layers.forEach((pass, l) => {
      const { layer, norm } = pass;
      const { outputs: width } = layer;
      const hidden = l + 1 < this.#layers.length;
      pass.outputs = grown(pass.outputs, size * width);
      const y = pass.outputs;
      products.affine(layer, x, size, hidden && norm === undefined, y);
      if (norm) {
        norm.forward(y, size);
        for (let i = 0; i < size * width; i++) if (y[i] < 0) y[i] = 0;
      }
      pass.mask = hidden ? masks?.draw(this.#side, size, width) : undefined;
      multiplyInto(y, pass.mask, size * width);
      x = y;
    });
    if (this.#layers.length > 0 && residual) products.addParts(this.#pooled, size, inputs.length, dim, x);
    products.normalise(x, size, dim, normEpsilon, this.#inverse);
    return x;
  }

  /**
   * Adds what the gradient of the last batch's vectors says to those of layers and rows. Overwrites `vectors`.
   *
   * @param moving how many of the records, the first ones, have a say about rows
   */
  backward(vectors: Float32Array, gradients: TowerGradients, moving = this.#size): void {
    const products = this.#products;
    const { dim } = this.#model;
    const size = this.#size;
    const last = this.#layers.at(-1);
    products.normaliseBackward(vectors, last?.outputs ?? this.#pooled, this.#inverse, size, dim);
    let gradient = vectors;
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const { layer, norm, outputs, mask } = this.#layers[l];
      const of = gradients.layers[l];
      if (l + 1 < this.#layers.length) {
        multiplyInto(gradient, mask, size * layer.outputs);
        products.reluBackward(gradient, outputs, size * layer.outputs);
      }
      if (norm && of.norm) norm.backward(gradient, size, of.norm);
      this.#gradients[l % 2] = grown(this.#gradients[l % 2], size * layer.inputs);
      const ofInputs = this.#gradients[l % 2];
      const x = l === 0 ? this.#pooled : this.#layers[l - 1].outputs;
      products.affineBackward(layer, x, size, gradient, of, ofInputs);
      gradient = ofInputs;
    }
    if (last && this.#tower.residual) {
      products.addToParts(vectors, size, this.#tower.inputs.length, dim, gradient);
    }
    this.#addToRows(gradient, gradients, moving);
  }

  #addToRows(gradient: Float32Array, gradients: TowerGradients, moving: number): void {
    const { layers, attention } = this.#tower;
    const { dim } = this.#model;
    const [size, width] = [this.#size, this.#width];
    this.#tables.forEach((table, i) => {
      const offset = layers.length === 0 ? 0 : i * dim;
      const rows = gradients.rows[i];
      const bag = this.#bags[i];
      rows?.add(bag, moving, gradient, width, offset);
      if (attention?.input !== i || !gradients.attention) return;
      const of = attentionGradients(table, attention, bag, size, gradient, width, offset);
      rows?.add({ ...bag, weights: of.logits }, moving, attention.query, 0, 0);
      addTo(gradients.attention.query, of.query);
      addTo(gradients.attention.bias, of.bias);
    });
  }
}

function multiplyInto(x: Float32Array, mask: Float32Array | undefined, length: number): void {
  if (mask === undefined) return;
  for (let i = 0; i < length; i++) x[i] *= mask[i];
}

function addTo(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += values[i];
}
