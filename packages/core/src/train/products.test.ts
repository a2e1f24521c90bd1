import { loadKernel, type Products, plainProducts } from '@twotower/kernel';
import { describe, expect, it } from 'vitest';
import { loadableEngines } from '../../test/engines.ts';
import { bag, tinyBatch, tinyModel } from '../../test/tiny-problem.ts';
import { type EmbeddingTable, seededRandom } from '../index.ts';
import { TowerPass } from '../tower-pass.ts';
import { tensorProducts } from './tensor-products.ts';

// One contract for all products: slow oracles written here, in float64.

const loaded = loadKernel();
const engines = await loadableEngines();
const kinds: [string, Products, () => void][] = [
  ['plain', plainProducts, () => {}],
  ...engines
    .filter(({ engine }) => !engine.kernel)
    .map(({ name, engine }): [string, Products, () => void] => [
      `tensors on ${name}`,
      tensorProducts(engine),
      () => {},
    ]),
  ...(loaded.kind === 'loaded'
    ? loaded.kernel.instructionSets.map((set, place): [string, Products, () => void] => [
        `the kernel on ${set}`,
        loaded.kernel,
        () => loaded.kernel.use(place),
      ])
    : []),
];

const random = seededRandom(1);
const floats = (length: number) => Float32Array.from({ length }, () => random.normal());
const near = (actual: Float32Array, expected: ArrayLike<number>, within = 1e-4) => {
  for (let i = 0; i < expected.length; i++) {
    if (!(Math.abs(actual[i] - expected[i]) < within))
      expect.fail(`[${i}]: ${actual[i]}, not ${expected[i]}`);
  }
};
const numbers = (length: number, of: (i: number) => number) => Array.from({ length }, (_, i) => of(i));
const sum = (length: number, of: (i: number) => number) =>
  numbers(length, of).reduce((total, value) => total + value, 0);

function table(rows: number, dim: number): EmbeddingTable {
  return {
    name: 't',
    rows,
    capacity: rows + 3,
    dim,
    values: floats((rows + 3) * dim),
    accumulator: new Float32Array(rows + 3).fill(0.5),
    changedAt: new Int32Array(rows + 3),
    stamp: Int32Array.of(4),
  };
}

describe.each(kinds)('products: %s', (_, products, choose) => {
  it.each([
    [1, 1, 1],
    [5, 7, 3],
    [19, 33, 70],
  ])('a layer of %i records, %i inputs and %i outputs, forward and back', (size, inputs, outputs) => {
    choose();
    const layer = { inputs, outputs, weights: floats(inputs * outputs), bias: floats(outputs) };
    const x = floats(size * inputs + 5);
    const y = new Float32Array(size * outputs + 5).fill(9);
    const plain = numbers(size * outputs, (n) => {
      const [r, j] = [Math.floor(n / outputs), n % outputs];
      return layer.bias[j] + sum(inputs, (i) => x[r * inputs + i] * layer.weights[i * outputs + j]);
    });
    products.affine(layer, x, size, false, y);
    near(y, [...plain, 9, 9, 9, 9, 9]);
    products.affine(layer, x, size, true, y);
    near(
      y,
      plain.map((value) => Math.max(0, value)),
    );

    const ofOutputs = floats(size * outputs);
    const before = { weights: floats(inputs * outputs), bias: floats(outputs) };
    const of = { weights: before.weights.slice(), bias: before.bias.slice() };
    const ofInputs = new Float32Array(size * inputs);
    products.affineBackward(layer, x, size, ofOutputs, of, ofInputs);
    near(
      of.weights,
      numbers(inputs * outputs, (n) => {
        const [i, j] = [Math.floor(n / outputs), n % outputs];
        return before.weights[n] + sum(size, (r) => x[r * inputs + i] * ofOutputs[r * outputs + j]);
      }),
    );
    near(
      of.bias,
      numbers(outputs, (j) => before.bias[j] + sum(size, (r) => ofOutputs[r * outputs + j])),
    );
    near(
      ofInputs,
      numbers(size * inputs, (n) => {
        const [r, i] = [Math.floor(n / inputs), n % inputs];
        return sum(outputs, (j) => ofOutputs[r * outputs + j] * layer.weights[i * outputs + j]);
      }),
    );
  });

  it('unit rows and the way back at right angles to them, a zero row staying finite', () => {
    choose();
    const [size, dim] = [3, 21];
    const x = floats(size * dim).fill(0, dim, 2 * dim);
    const y = x.slice();
    const inverse = new Float32Array(size);
    products.normalise(y, size, dim, 1e-12, inverse);
    const lengths = numbers(size, (r) => Math.sqrt(1e-12 + sum(dim, (c) => x[r * dim + c] ** 2)));
    near(
      y,
      numbers(size * dim, (n) => x[n] / lengths[Math.floor(n / dim)]),
    );
    const g = floats(size * dim).fill(0, dim, 2 * dim);
    const back = g.slice();
    products.normaliseBackward(back, y, inverse, size, dim);
    near(
      back,
      numbers(size * dim, (n) => {
        const r = Math.floor(n / dim);
        return (g[n] - y[n] * sum(dim, (c) => g[r * dim + c] * y[r * dim + c])) / lengths[r];
      }),
    );
  });

  it('sums over parts, and back to each', () => {
    choose();
    const [size, parts, dim] = [2, 3, 5];
    const [x, y] = [floats(size * parts * dim), floats(size * dim)];
    const part = (r: number, p: number, c: number) => (r * parts + p) * dim + c;
    const summed = y.slice();
    products.addParts(x, size, parts, dim, summed);
    near(
      summed,
      numbers(size * dim, (n) => y[n] + sum(parts, (p) => x[part(Math.floor(n / dim), p, n % dim)])),
    );
    const spread = x.slice();
    products.addToParts(y, size, parts, dim, spread);
    near(
      spread,
      numbers(size * parts * dim, (n) => x[n] + y[Math.floor(n / (parts * dim)) * dim + (n % dim)]),
    );
  });

  it('a relu back, a matrix product, and Adagrad number by number', () => {
    choose();
    const gradient = Float32Array.of(1, 2, 3, 4);
    products.reluBackward(gradient, Float32Array.of(1, 0, -1, 0), 3);
    expect([...gradient]).toEqual([1, 0, 0, 4]);
    const [rows, depth, columns] = [4, 9, 21];
    const [a, b] = [floats(rows * depth), floats(depth * columns)];
    const out = floats(rows * columns);
    products.multiply(rows, depth, columns, a, b, out);
    near(
      out,
      numbers(rows * columns, (n) =>
        sum(depth, (k) => a[Math.floor(n / columns) * depth + k] * b[k * columns + (n % columns)]),
      ),
    );
    const [values, accumulator] = [Float32Array.of(1, 1), Float32Array.of(0, 1)];
    products.adagrad(values, accumulator, Float32Array.of(2, 0), 0.5, 0);
    expect([...values, ...accumulator]).toEqual([0.5, 1, 4, 1]);
  });

  it('rows pooled, scattered with duplicates summed, and moved with a stamp', () => {
    choose();
    const t = table(6, 5);
    const records = bag([[1, 2], [], [1, 1, 5]]);
    const [stride, offset] = [12, 6];
    const out = floats(3 * stride);
    const before = out.slice();
    expect(products.pool(t, records, 3, out, stride, offset)).toBe(-1);
    const entries = (r: number) =>
      numbers(records.offsets[r + 1] - records.offsets[r], (k) => records.offsets[r] + k);
    near(
      out,
      numbers(3 * stride, (n) => {
        const [r, c] = [Math.floor(n / stride), (n % stride) - offset];
        if (c < 0 || c >= 5) return before[n];
        return entries(r).reduce(
          (total, e) => total + records.weights[e] * t.values[records.rows[e] * 5 + c],
          before[n],
        );
      }),
    );

    const sums = {
      slots: new Int32Array(9).fill(-1),
      touchedRows: new Int32Array(8),
      sums: new Float32Array(8 * 5),
      touched: 0,
    };
    const gradient = floats(3 * stride);
    expect(products.scatter(t, records, 3, gradient, stride, offset, sums)).toBe(-1);
    expect([...sums.touchedRows.subarray(0, sums.touched)]).toEqual([1, 2, 5]);
    const ofRow = (row: number, c: number) =>
      sum(3, (r) =>
        entries(r)
          .filter((e) => records.rows[e] === row)
          .reduce((total, e) => total + records.weights[e] * gradient[r * stride + offset + c], 0),
      );
    const values = t.values.slice();
    products.applyRows(t, sums, { rate: 0.1, epsilon: 1e-12, l2: 0.2 });
    const expected = Float64Array.from(values);
    for (const row of [1, 2, 5]) {
      const g = numbers(5, (c) => ofRow(row, c) + 0.2 * values[row * 5 + c]);
      const accumulated = 0.5 + sum(5, (c) => g[c] ** 2) / 5;
      expect(t.accumulator[row]).toBeCloseTo(accumulated, 4);
      for (let c = 0; c < 5; c++) expected[row * 5 + c] -= (0.1 * g[c]) / Math.sqrt(accumulated);
    }
    near(t.values, expected);
    expect([...t.changedAt]).toEqual([0, 4, 4, 0, 0, 4, 0, 0, 0]);
    expect(sums.touched).toBe(0);
    expect(sums.slots.every((slot) => slot === -1)).toBe(true);
  });

  it('rows that the table has not in use are neither read nor moved', () => {
    choose();
    const t = table(6, 5);
    const records = bag([[1], [2, 6]]);
    expect(products.pool(t, records, 2, new Float32Array(10), 5, 0)).toBe(2);
    const sums = {
      slots: new Int32Array(9).fill(-1),
      touchedRows: new Int32Array(8),
      sums: new Float32Array(40),
      touched: 0,
    };
    expect(products.scatter(t, records, 2, floats(10), 5, 0, sums)).toBe(2);
    expect(sums.slots[6]).toBe(-1);
  });

  it.each([
    { hidden: [], residual: false },
    { hidden: [5, 3], layerNorm: true, residual: true },
    { hidden: [3], attention: { feature: 'recent', length: 2 } },
  ])('a tower forward and back equals finite differences with %j', ({ hidden, ...options }) => {
    choose();
    const model = tinyModel(hidden, undefined, 7, options);
    const batch = tinyBatch().users;
    const along = floats(batch.size * model.dim);
    const pass = new TowerPass(products, model, 'user');
    const value = () => {
      const vectors = pass.forward(batch, null);
      return sum(along.length, (i) => along[i] * vectors[i]);
    };
    const { layers, attention, inputs } = model.user;
    const zeros = (x: Float32Array) => new Float32Array(x.length);
    const of = {
      layers: layers.map(({ weights, bias, norm }) => ({
        weights: zeros(weights),
        bias: zeros(bias),
        ...(norm && { norm: { gain: zeros(norm.gain), shift: zeros(norm.shift) } }),
      })),
      ...(attention && { attention: { query: zeros(attention.query), bias: zeros(attention.bias) } }),
      rows: inputs.map(() => undefined),
    };
    value();
    pass.backward(along.slice(), of);
    const pairs: [Float32Array, Float32Array][] = [
      ...layers.flatMap(({ weights, bias, norm }, l): [Float32Array, Float32Array][] => {
        const { norm: ofNorm, ...ofLayer } = of.layers[l];
        return [
          [weights, ofLayer.weights],
          [bias, ofLayer.bias],
          ...(norm && ofNorm
            ? ([
                [norm.gain, ofNorm.gain],
                [norm.shift, ofNorm.shift],
              ] as [Float32Array, Float32Array][])
            : []),
        ];
      }),
      ...(attention && of.attention
        ? ([
            [attention.query, of.attention.query],
            [attention.bias, of.attention.bias],
          ] as [Float32Array, Float32Array][])
        : []),
    ];
    expect(pairs.length).toBe(2 * layers.length + (options.layerNorm ? 4 : 0) + (attention ? 2 : 0));
    for (const [at, gradient] of pairs) {
      near(
        gradient,
        numbers(at.length, (i) => {
          const was = at[i];
          at[i] = was + 1e-3;
          const [above, step] = [value(), at[i]];
          at[i] = was - 1e-3;
          const difference = (above - value()) / (step - at[i]);
          at[i] = was;
          return difference;
        }),
        5e-3,
      );
    }
  });
});
