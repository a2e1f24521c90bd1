import type { Bag, TowerBatch } from '@twotower/features';
import type { Kernel } from '@twotower/kernel';
import type { EmbeddingTable } from '../../embedding-table.ts';
import { normEpsilon } from '../../encode-tower.ts';
import { CoreError } from '../../error.ts';
import type { DenseLayer, Tower, TwoTowerModel } from '../../model.ts';
import { inputWidth, poolInputs } from '../../pool-inputs.ts';
import { tableOf } from '../../table-of.ts';
import { attentionGradients } from '../attention-gradients.ts';
import type { DenseAdagrad } from '../dense-adagrad.ts';
import type { Dropout } from '../dropout.ts';
import type { RowGradients } from '../row-gradients.ts';
import { grown } from './grown.ts';
import { LayerNormRows } from './layer-norm-rows.ts';

/** What one layer leaves for the way back; buffers are kept from step to step. */
interface LayerPass {
  readonly layer: DenseLayer;
  readonly norm?: LayerNormRows;
  /** `[size, outputs]` after norm, relu and dropout. */
  outputs: Float32Array<ArrayBuffer>;
  dropped?: Float32Array;
}

/**
 * One tower in training on plain arrays: the same way as `towerForward` and `towerBackward`, one pass at a time. What
 * {@link forward} gives is good until the next one.
 */
export class KernelTower {
  readonly #kernel: Kernel;
  readonly #model: TwoTowerModel;
  readonly #side: 'user' | 'item';
  readonly #tower: Tower;
  readonly #width: number;
  readonly #dense: DenseAdagrad;
  readonly #rows: ReadonlyMap<EmbeddingTable, RowGradients>;
  readonly #layers: readonly LayerPass[];
  #pooled = new Float32Array(0);
  #inverse = new Float32Array(0);
  #gradients: [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] = [
    new Float32Array(0),
    new Float32Array(0),
  ];
  #bags: readonly Bag[] = [];
  #size = 0;

  constructor(
    kernel: Kernel,
    model: TwoTowerModel,
    side: 'user' | 'item',
    dense: DenseAdagrad,
    rows: ReadonlyMap<EmbeddingTable, RowGradients>,
  ) {
    this.#kernel = kernel;
    this.#model = model;
    this.#side = side;
    this.#tower = model[side];
    this.#width = inputWidth(this.#tower, model.dim);
    this.#dense = dense;
    this.#rows = rows;
    this.#layers = this.#tower.layers.map((layer) => ({
      layer,
      ...(layer.norm && { norm: new LayerNormRows(layer.norm) }),
      outputs: new Float32Array(0),
    }));
  }

  /** Unit vectors `[size, dim]` at the beginning of what is given. */
  forward(batch: TowerBatch, dropout: Dropout | null): Float32Array {
    const kernel = this.#kernel;
    const { dim } = this.#model;
    const { inputs, residual } = this.#tower;
    const { size } = batch;
    this.#size = size;
    this.#pooled = grown(this.#pooled, size * this.#width);
    this.#inverse = grown(this.#inverse, size);
    this.#bags = poolInputs(this.#model, this.#tower, batch, this.#pooled, kernel);
    let x = this.#pooled;
    this.#layers.forEach((pass, l) => {
      const { layer, norm } = pass;
      const { outputs: width } = layer;
      const hidden = l + 1 < this.#layers.length;
      pass.outputs = grown(pass.outputs, size * width);
      const y = pass.outputs;
      const relu = hidden && norm === undefined ? 1 : 0;
      kernel.affine(x, size, layer.inputs, layer.kernel, layer.bias, width, relu, y);
      norm?.forward(y, size);
      if (norm) for (let i = 0; i < size * width; i++) if (y[i] < 0) y[i] = 0;
      pass.dropped = hidden ? dropout?.draw(this.#side, size, width) : undefined;
      multiplyInto(y, pass.dropped);
      x = y;
    });
    if (this.#layers.length > 0 && residual) kernel.addParts(this.#pooled, size, inputs.length, dim, x);
    kernel.normalise(x, size, dim, normEpsilon, this.#inverse);
    return x;
  }

  /** Adds what the gradient of the last pass's vectors says to those of layers and rows. Overwrites `vectors`. */
  backward(vectors: Float32Array): void {
    const kernel = this.#kernel;
    const { dim } = this.#model;
    const size = this.#size;
    const last = this.#layers[this.#layers.length - 1];
    kernel.normaliseBackward(vectors, last?.outputs ?? this.#pooled, this.#inverse, size, dim);
    let gradient = vectors;
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const { layer, norm, outputs, dropped } = this.#layers[l];
      const width = layer.outputs;
      const name = `${this.#side}.${l}`;
      if (l + 1 < this.#layers.length) {
        multiplyInto(gradient, dropped, size * width);
        kernel.reluBackward(gradient, outputs, size * width);
      }
      norm?.backward(
        gradient,
        size,
        this.#dense.gradient(`${name}.gain`),
        this.#dense.gradient(`${name}.shift`),
      );
      this.#gradients[l % 2] = grown(this.#gradients[l % 2], size * layer.inputs);
      const ofInputs = this.#gradients[l % 2];
      kernel.affineBackward(
        l === 0 ? this.#pooled : this.#layers[l - 1].outputs,
        size,
        layer.inputs,
        layer.kernel,
        width,
        gradient,
        this.#dense.gradient(`${name}.kernel`),
        this.#dense.gradient(`${name}.bias`),
        ofInputs,
      );
      gradient = ofInputs;
    }
    if (last && this.#tower.residual) {
      kernel.addToParts(vectors, size, this.#tower.inputs.length, dim, gradient);
    }
    this.#addRows(gradient);
  }

  #addRows(gradient: Float32Array): void {
    const { inputs, layers, attention } = this.#tower;
    inputs.forEach((input, i) => {
      const offset = layers.length === 0 ? 0 : i * this.#model.dim;
      const table = tableOf(this.#model, input);
      const rows = this.#rows.get(table);
      if (rows === undefined) throw new CoreError('train step: disposed; create another');
      const bag = this.#bags[i];
      rows.add(bag, this.#size, gradient, this.#width, offset);
      if (attention?.input !== i) return;
      const of = attentionGradients(table, attention, bag, this.#size, gradient, this.#width, offset);
      rows.add({ ...bag, weights: of.logits }, this.#size, attention.query, 0, 0);
      this.#dense.add(`${this.#side}.attention.query`, of.query);
      this.#dense.add(`${this.#side}.attention.bias`, of.bias);
    });
  }
}

function multiplyInto(x: Float32Array, mask: Float32Array | undefined, length = mask?.length ?? 0): void {
  if (mask === undefined) return;
  for (let i = 0; i < length; i++) x[i] *= mask[i];
}
